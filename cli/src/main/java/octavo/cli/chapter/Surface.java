package octavo.cli.chapter;

import octavo.plot.XyChart;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Functions of two numbers that optimizers race on.
enum Surface {
  /// Beale's: steep walls, a flat bent valley, its lowest point 0 at (3, ½).
  BEALE(new double[] {-0.5, 4.5}, new double[] {-1.5, 2}, 1, 1.4) {
    @Override
    Tensor height(Tensor x, Tensor y) {
      // begin beale
      Tensor a = x.multiply(y).subtract(x).add(1.5);
      Tensor b = x.multiply(y.square()).subtract(x).add(2.25);
      Tensor c = x.multiply(y.power(3)).subtract(x).add(2.625);
      return a.square().add(b.square()).add(c.square());
      // end beale
    }
  },

  /// `x² − y²`, begun almost on the ridge.
  SADDLE(new double[] {-1.2, 1.2}, new double[] {-1, 1}, 1, 0.002) {
    @Override
    Tensor height(Tensor x, Tensor y) {
      return x.square().subtract(y.square());
    }
  },

  /// `x²/100 + y²`: a hundred times as steep across as along.
  VALLEY(new double[] {-10, 3}, new double[] {-1.5, 1.5}, -9, 1.2) {
    @Override
    Tensor height(Tensor x, Tensor y) {
      return x.square().multiply(0.01).add(y.square());
    }
  };

  private final double[] across;
  private final double[] up;
  private final double startX;
  private final double startY;

  Surface(double[] across, double[] up, double startX, double startY) {
    this.across = across;
    this.up = up;
    this.startX = startX;
    this.startY = startY;
  }

  /// The height at points of any shape.
  abstract Tensor height(Tensor x, Tensor y);

  /// The height at a point `[2]`.
  Tensor at(Tensor point) {
    return height(point.narrow(0, 0, 1), point.narrow(0, 1, 1)).sum();
  }

  double at(double x, double y) {
    return at(Tensors.of(new double[] {x, y}, 2)).item();
  }

  /// Where all begin, `[2]`.
  Tensor start() {
    return Tensors.of(new double[] {startX, startY}, 2);
  }

  /// Whether a point lies on the chart.
  boolean holds(double x, double y) {
    return x >= across[0] && x <= across[1] && y >= up[0] && y <= up[1];
  }

  /// A chart of the heights.
  XyChart chart(String title) {
    return XyChart.of(title)
        .contours(this::at, across, up)
        .withXLabel("x")
        .withYLabel("y")
        .withSize(720, 440);
  }
}

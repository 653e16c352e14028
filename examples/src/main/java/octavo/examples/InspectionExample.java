package octavo.examples;

import static octavo.tensor.Window.kernel;

import octavo.analysis.GraphDrawing;
import octavo.analysis.NetworkGraph;
import octavo.analysis.NetworkSummary;
import octavo.analysis.lint.Lint;
import octavo.analysis.lint.LintReport;
import octavo.analysis.receptive.AxisField;
import octavo.analysis.receptive.ReceptiveField;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A network of your own, looked into before it is trained: what its numbers can see, and whether anything is wrong.
public final class InspectionExample {
  private InspectionExample() {}

  /// Finds cracks in pictures of walls: two steps of 2 and a dilated convolution around a shortcut.
  ///
  /// @param stem half the size
  /// @param norm behind it
  /// @param wide looks far
  /// @param near looks near
  /// @param score one number for each place
  public record CrackFinder(Conv2d stem, BatchNorm2d norm, Conv2d wide, Conv2d near, Conv2d score)
      implements Layer {
    /// With random weights; `biased` puts a bias ahead of the norm, which is of no use there.
    public static CrackFinder create(boolean biased, Rng rng) {
      var stem = Conv2d.of(1, 8, kernel(5)).withStride(2).withPadding(2);
      return new CrackFinder(
          (biased ? stem : stem.withoutBias()).create(rng),
          BatchNorm2d.create(8),
          Conv2d.of(8, 8, kernel(3)).withDilation(4).withPadding(4).create(rng),
          Conv2d.of(8, 8, kernel(3)).withPadding(1).create(rng),
          Conv2d.of(8, 1, kernel(1)).create(rng));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = norm.forward(stem.forward(x, mode), mode).relu();
      h = wide.forward(h, mode).relu().add(near.forward(h, mode).relu());
      return score.forward(h, mode);
    }
  }

  /// How many pixels in a row one score depends on.
  public static int pixels(Layer network) {
    ReceptiveField field = ReceptiveField.of(network, Tensor.zeros(1, 1, 64, 64));
    AxisField down = field.field(field.graph().output()).axes().getFirst();
    return down.size();
  }

  /// What is wrong, for a unit test: `assertThat(findings(network).isClean()).isTrue()`.
  public static LintReport findings(Layer network) {
    return Lint.of(network, Tensor.zeros(1, 1, 64, 64));
  }

  /// Prints the layers, their fields and the findings, and tells how large a drawing of the graph is.
  public static void main(String[] args) {
    Layer network = CrackFinder.create(true, Rng.of(1));
    NetworkGraph graph = NetworkGraph.of(network, Tensor.zeros(1, 1, 64, 64));
    System.out.println(NetworkSummary.of(graph).toText(100));
    System.out.println(ReceptiveField.of(graph).report().text());
    System.out.println(findings(network));
    System.out.println(GraphDrawing.of(graph).chart().svg().length() + " letters of SVG");
  }
}

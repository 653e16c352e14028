package octavo.analysis;

import octavo.analysis.OperationCost.Arithmetic;
import octavo.kernel.pool.RoiGeometry;
import octavo.kernel.resize.BandMatrix;
import octavo.kernel.resize.ResizeGeometry;
import octavo.op.Reduce;

/// The arithmetic of what goes along axes.
final class RowCosts {
  private RowCosts() {}

  static Arithmetic reduce(Reduce op, Sizes s) {
    return switch (op.reduction()) {
      case SUM, PRODUCT, MINIMUM, MAXIMUM, ANY, ALL -> Arithmetic.flops(s.in());
      case MEAN -> Arithmetic.flops(s.in() + s.out());
      case SUM_OF_SQUARES, SUM_OF_ABSOLUTES -> Arithmetic.flops(2 * s.in());
    };
  }

  /// Some for each number, and one more for a weight and a bias.
  static Arithmetic norm(Sizes s, int each) {
    return Arithmetic.flops((each + s.inputs() - 1) * s.in());
  }

  /// Comparisons of a sort by halves.
  static Arithmetic sort(Sizes s, int axis) {
    int n = Math.max(1, s.x(0).size(axis));
    return Arithmetic.flops(s.in() * (Integer.SIZE - Integer.numberOfLeadingZeros(n - 1)));
  }

  /// Sums of weighted numbers for each axis after the other, the last first; a number that is one other
  /// is only copied.
  static Arithmetic resize(ResizeGeometry geometry) {
    long flops = 0;
    long around = geometry.planes();
    for (BandMatrix axis : geometry.axes()) {
      around *= axis.columns();
    }
    for (BandMatrix axis : geometry.axes().reversed()) {
      around /= Math.max(1, axis.columns());
      for (int row = 0; row < axis.rows(); row++) {
        boolean copied = axis.count(row) == 1 && axis.weight(row, 0) == 1;
        flops += copied || axis.count(row) == 0 ? 0 : around * (2L * axis.count(row) - 1);
      }
      around *= axis.rows();
    }
    return Arithmetic.flops(flops);
  }

  /// Four weighted pixels for each point of each bin, and the mean. Where the number of points follows from
  /// the size of the region, one counts.
  static Arithmetic regions(RoiGeometry geometry, long bins) {
    long points = Math.max(1, (long) geometry.samples() * geometry.samples());
    return Arithmetic.flops(bins * (points * 8 + 1));
  }
}

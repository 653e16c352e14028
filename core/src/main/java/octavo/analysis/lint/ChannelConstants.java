package octavo.analysis.lint;

import java.util.Arrays;
import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.kernel.pool.PoolGeometry;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.AveragePool;
import octavo.op.BoxMean;
import octavo.op.Cast;
import octavo.op.Concat;
import octavo.op.Copy;
import octavo.op.Elementwise;
import octavo.op.MaxPool;
import octavo.op.MaxPoolIndexed;
import octavo.op.Permute;
import octavo.op.Reduce;
import octavo.op.Reshape;
import octavo.op.Slice;
import octavo.op.SqueezeAxis;
import octavo.op.UnsqueezeAxis;
import octavo.tensor.Shape;

/// Where a number that is added to a whole channel is still a number added to a whole channel.
final class ChannelConstants {
  private ChannelConstants() {}

  /// The axis of the channels behind `reader`, if they are on `axis` of `from`; -1 if the operation does
  /// something else with a constant, or it cannot be told.
  static int through(NetworkGraph.Node reader, NetworkGraph.Node from, int axis) {
    Shape before = from.shape();
    Shape after = reader.shape();
    return switch (reader.operation().orElse(null)) {
      case Reshape r -> renamed(before, after, axis);
      case SqueezeAxis s -> renamed(before, after, axis);
      case UnsqueezeAxis u -> renamed(before, after, axis);
      case Permute p -> indexOf(p.order(), axis);
      case Copy c -> axis;
      case Cast c -> axis;
      case Affine a -> axis;
      case Elementwise e when e.function() == UnaryFunction.NEGATE -> axis;
      case MaxPool p -> axis == 1 ? 1 : -1;
      case MaxPoolIndexed p -> axis == 1 ? 1 : -1;
      case BoxMean m -> axis == 1 ? 1 : -1;
      case AveragePool p -> axis == 1 && dividesByCount(p) ? 1 : -1;
      case Reduce r -> reduced(r, axis);
      case Slice s -> axis;
      case Concat c -> c.axis() == axis ? axis : -1;
      case Arithmetic a -> combined(a, reader, from) ? axis : -1;
      case null, default -> -1;
    };
  }

  /// The axis of the same size with as many numbers ahead of it.
  private static int renamed(Shape before, Shape after, int axis) {
    long ahead = product(before, axis);
    for (int a = 0; a < after.rank(); a++) {
      if (after.size(a) == before.size(axis) && product(after, a) == ahead) {
        return a;
      }
    }
    return -1;
  }

  private static long product(Shape shape, int axes) {
    return Arrays.stream(shape.toArray()).limit(axes).asLongStream().reduce(1, (a, b) -> a * b);
  }

  private static int indexOf(int[] order, int axis) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] == axis) {
        return i;
      }
    }
    return -1;
  }

  /// Padding that counts as zeros makes means at the edges smaller.
  private static boolean dividesByCount(AveragePool pool) {
    PoolGeometry g = pool.geometry();
    boolean padded = g.depth().pad() + g.height().pad() + g.width().pad() > 0 || g.ceilMode();
    return !padded || (!pool.divisor().countPadding() && pool.divisor().fixed() == 0);
  }

  private static int reduced(Reduce reduce, int axis) {
    boolean known =
        switch (reduce.reduction()) {
          case SUM, MEAN, MAXIMUM, MINIMUM -> true;
          default -> false;
        };
    int gone = 0;
    for (int a : reduce.axes()) {
      if (a == axis) {
        return -1;
      }
      gone += a < axis ? 1 : 0;
    }
    return !known ? -1 : reduce.keep() ? axis : axis - gone;
  }

  /// Sums with anything, products with one number.
  private static boolean combined(
      Arithmetic arithmetic, NetworkGraph.Node reader, NetworkGraph.Node from) {
    boolean sum =
        arithmetic.function() == BinaryFunction.ADD
            || arithmetic.function() == BinaryFunction.SUBTRACT;
    boolean scale =
        arithmetic.function() == BinaryFunction.MULTIPLY
            && reader.inputs().size() == 1
            && reader.values().stream().anyMatch(v -> v.shape().elements() == 1);
    return (sum || scale) && reader.shape().equals(from.shape());
  }
}

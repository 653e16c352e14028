package octavo.distribution;

import java.util.Arrays;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Shapes of batches, events and samples.
final class Shapes {
  private Shapes() {}

  /// The sizes of `first`, then those of `second`.
  static Shape concat(Shape first, Shape second) {
    int[] a = first.toArray();
    int[] b = second.toArray();
    int[] both = new int[a.length + b.length];
    System.arraycopy(a, 0, both, 0, a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return Shape.of(both);
  }

  /// `[batch…, event…]`.
  static Shape whole(Distribution distribution) {
    return concat(distribution.batchShape(), distribution.eventShape());
  }

  /// `[sample…, batch…, event…]`: the sizes of what is drawn.
  static int[] drawn(Distribution distribution, int... sampleShape) {
    return concat(Shape.of(sampleShape), whole(distribution)).toArray();
  }

  /// The first axes, without the last `count`.
  static Shape leading(Shape shape, int count) {
    return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - count));
  }

  /// The last `count` axes.
  static Shape trailing(Shape shape, int count) {
    return Shape.of(Arrays.copyOfRange(shape.toArray(), shape.rank() - count, shape.rank()));
  }

  /// A parameter with its batch repeated to `batch`; its last `eventRank` axes stay.
  ///
  /// @throws IllegalArgumentException if its batch does not broadcast to that
  static Tensor expand(String distribution, Tensor parameter, int eventRank, int... batch) {
    Shape wanted = Shape.of(batch);
    Shape own = leading(parameter.shape(), eventRank);
    if (!own.broadcastsTo(wanted)) {
      throw new IllegalArgumentException(
          "expand: the batch of %s must broadcast to the one asked for, but they are %s and %s."
              .formatted(distribution, own, wanted));
    }
    return parameter.expandTo(concat(wanted, trailing(parameter.shape(), eventRank)));
  }

  /// The sum over the last `count` axes.
  static Tensor sumLast(Tensor x, int count) {
    if (count == 0) {
      return x;
    }
    int[] axes = new int[count];
    for (int i = 0; i < count; i++) {
      axes[i] = -1 - i;
    }
    return x.sum(axes);
  }
}

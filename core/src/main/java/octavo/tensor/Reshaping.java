package octavo.tensor;

import java.util.Arrays;
import octavo.op.BorderPad;
import octavo.op.Expand;
import octavo.op.Reshape;
import octavo.op.SqueezeAxis;
import octavo.op.UnsqueezeAxis;

/// How shapes are completed, and broadcasting undone.
final class Reshaping {
  private Reshaping() {}

  /// The shape with `sizes`, of which one may be -1.
  static Shape resolve(Shape from, int[] sizes) {
    int unknown = -1;
    long product = 1;
    for (int a = 0; a < sizes.length; a++) {
      if (sizes[a] == -1 && unknown < 0) {
        unknown = a;
      } else if (sizes[a] < 0) {
        throw new IllegalArgumentException(
            "reshape: sizes must not be negative, save one -1, but are "
                + Arrays.toString(sizes)
                + ".");
      } else {
        product *= sizes[a];
      }
    }
    if (unknown < 0) {
      return Shape.of(sizes);
    }
    if (product == 0 || from.elements() % product != 0) {
      throw new IllegalArgumentException(
          "reshape: the number of elements must stay, but %s has %d, which no size for -1 in %s gives."
              .formatted(from, from.elements(), Arrays.toString(sizes)));
    }
    int[] complete = sizes.clone();
    complete[unknown] = (int) (from.elements() / product);
    return Shape.wrap(complete);
  }

  static Tensor expand(String operation, Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (!x.shape().broadcastsTo(shape)) {
      throw new IllegalArgumentException(
          "%s: only sizes of 1 are repeated, aligned at the last axis, but the tensor is %s and the new shape %s."
              .formatted(operation, x.shape(), shape));
    }
    return new Expand(shape).apply(x);
  }

  static Tensor sumTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (!shape.broadcastsTo(x.shape())) {
      throw new IllegalArgumentException(
          "sumTo: the shape must broadcast to the tensor's, but is %s for a tensor of %s."
              .formatted(shape, x.shape()));
    }
    Tensors.computable("sumTo", x);
    int more = x.rank() - shape.rank();
    int[] axes = new int[x.rank()];
    int n = 0;
    for (int a = 0; a < x.rank(); a++) {
      if (a < more || (shape.size(a - more) == 1 && x.size(a) != 1)) {
        axes[n++] = a;
      }
    }
    Tensor summed = n == 0 ? x : x.sum(Axes.keep(Arrays.copyOf(axes, n)));
    return summed.shape().equals(shape) ? summed : new Reshape(shape).apply(summed.contiguous());
  }

  /// The product of all sizes but the last.
  static int leading(Shape shape) {
    int product = 1;
    for (int a = 0; a < shape.rank() - 1; a++) {
      product *= shape.size(a);
    }
    return product;
  }

  static Tensor withoutAxis(Tensor x, int axis) {
    return new SqueezeAxis(axis).apply(x);
  }

  /// Where a new axis goes: from 0 to the rank, negative ones from the end.
  static int place(String operation, Shape shape, int axis) {
    int rank = shape.rank();
    int found = axis < 0 ? axis + rank + 1 : axis;
    if (found < 0 || found > rank) {
      throw new IndexOutOfBoundsException(
          "%s: axis must be in [%d, %d], but is %d for shape %s."
              .formatted(operation, -rank - 1, rank, axis, shape));
    }
    return found;
  }

  static Tensor withAxis(Tensor x, int axis) {
    return new UnsqueezeAxis(axis).apply(x);
  }

  static Tensor pad(Tensor x, int axis, int before, int after, Border border) {
    int most = border.most(x.size(axis));
    if (border == Border.ZEROS || before < 0 || after < 0) {
      return x.pad(axis, before, after);
    }
    if (before > most || after > most) {
      throw new IllegalArgumentException(
          "pad: %s makes at most %d numbers on a side of axis %d of %s, but %d and %d are wanted."
              .formatted(border, most, axis, x.shape(), before, after));
    }
    return before == 0 && after == 0 ? x : new BorderPad(axis, before, after, border).apply(x);
  }
}

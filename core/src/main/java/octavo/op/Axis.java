package octavo.op;

import java.util.Arrays;
import octavo.kernel.row.Rows;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// How operations along axes bring a tensor into rows.
final class Axis {
  private Axis() {}

  /// The rows of `x` along `axis`; `x` is copied first if it is not contiguous.
  static Rows rows(Tensor x, int axis) {
    return Rows.along(x.contiguous().view(), axis);
  }

  /// The rows of `x` along several axes taken together, the kept axes in order. Neighboring axes
  /// need no copy.
  static Rows rows(Tensor x, int[] axes) {
    if (axes.length == 0) {
      return Rows.along(x.contiguous().view(), 0, 0);
    }
    int first = axes[0];
    int last = axes[axes.length - 1];
    if (last - first + 1 == axes.length) {
      return Rows.along(x.contiguous().view(), first, last + 1);
    }
    int[] order = new int[x.rank()];
    int at = 0;
    for (int a = 0; a < order.length; a++) {
      if (Arrays.binarySearch(axes, a) < 0) {
        order[at++] = a;
      }
    }
    System.arraycopy(axes, 0, order, at, axes.length);
    return Rows.along(x.permute(order).contiguous().view(), at, order.length);
  }

  /// The shape without `axes`, or with 1 in their places.
  static Shape reduced(Shape shape, int[] axes, boolean keep) {
    int[] sizes = shape.toArray();
    int[] rest = new int[sizes.length];
    int n = 0;
    for (int a = 0; a < sizes.length; a++) {
      boolean gone = Arrays.binarySearch(axes, a) >= 0;
      if (!gone) {
        rest[n++] = sizes[a];
      } else if (keep) {
        rest[n++] = 1;
      }
    }
    return Shape.of(Arrays.copyOf(rest, n));
  }
}

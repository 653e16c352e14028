package octavo.tensor;

import java.util.Arrays;

/// The sizes of a tensor's axes, outermost first. `[]` is the shape of a scalar.
///
/// Axes are numbered from 0; a negative axis counts from the end, so that -1 is the last one.
public final class Shape {
  /// The shape of a scalar: no axes, one element.
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;
  private final int elements;

  private Shape(int[] sizes) {
    this.sizes = sizes;
    long product = 1;
    boolean empty = false;
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "Shape: sizes must not be negative, but are " + Arrays.toString(sizes) + ".");
      }
      empty |= size == 0;
      product *= Math.max(1, size); // so that the order of the axes does not matter
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Shape: a tensor holds at most 2³¹ - 1 elements, but "
                + Arrays.toString(sizes)
                + " asks for more. Split it along its first axis.");
      }
    }
    this.elements = empty ? 0 : (int) product;
  }

  /// A shape with these sizes.
  ///
  /// @throws IllegalArgumentException if a size is negative or the product of those that are not 0
  ///     exceeds 2³¹ - 1
  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /// A shape around an array that nobody else changes, without a copy.
  static Shape wrap(int[] sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes);
  }

  /// The number of axes.
  public int rank() {
    return sizes.length;
  }

  /// The number of elements: the product of all sizes.
  public int elements() {
    return elements;
  }

  /// The size of one axis; a negative axis counts from the end.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  public int size(int axis) {
    return sizes[axis("size", axis)];
  }

  /// A copy of all sizes.
  public int[] toArray() {
    return sizes.clone();
  }

  /// The sizes themselves; shared, not to be changed.
  int[] sizes() {
    return sizes;
  }

  /// The size of an axis that is put together from others.
  ///
  /// @throws IllegalArgumentException if it exceeds 2³¹ - 1; the message names `operation`
  public static int total(String operation, long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          operation
              + ": an axis has at most 2³¹ - 1 elements, but the result would have "
              + size
              + ".");
    }
    return (int) size;
  }

  /// `axis` as a number from 0, where a negative one counts from the end.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis; the message names `operation`
  public int axis(String operation, int axis) {
    int found = axis < 0 ? axis + sizes.length : axis;
    if (found < 0 || found >= sizes.length) {
      throw new IndexOutOfBoundsException(
          sizes.length == 0
              ? operation
                  + ": axis must name an axis, but is "
                  + axis
                  + " for a scalar, which has none."
              : operation
                  + ": axis must be in ["
                  + -sizes.length
                  + ", "
                  + (sizes.length - 1)
                  + "], but is "
                  + axis
                  + " for shape "
                  + this
                  + ".");
    }
    return found;
  }

  /// The axes as numbers from 0, ascending and distinct; none given means all.
  ///
  /// @throws IndexOutOfBoundsException if one does not exist
  /// @throws IllegalArgumentException if one is named twice
  public int[] axes(String operation, int... axes) {
    if (axes.length == 0) {
      int[] all = new int[sizes.length];
      Arrays.setAll(all, a -> a);
      return all;
    }
    int[] found = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      found[i] = axis(operation, axes[i]);
    }
    Arrays.sort(found);
    for (int i = 1; i < found.length; i++) {
      if (found[i] == found[i - 1]) {
        throw new IllegalArgumentException(
            operation
                + ": axes must be distinct, but axis "
                + found[i]
                + " is named twice in "
                + Arrays.toString(axes)
                + ".");
      }
    }
    return found;
  }

  /// This shape with `axis` of another size; a negative axis counts from the end.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  /// @throws IllegalArgumentException if `size` is negative or the shape too large
  public Shape withSize(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis("withSize", axis)] = size;
    return wrap(changed);
  }

  /// This shape without `axis`; a negative axis counts from the end.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  public Shape without(int axis) {
    int gone = axis("without", axis);
    int[] rest = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, rest, 0, gone);
    System.arraycopy(sizes, gone + 1, rest, gone, rest.length - gone);
    return wrap(rest);
  }

  /// This shape with an axis of `size` put before `axis`, which may be the rank or -1 to add it at
  /// the end.
  ///
  /// @throws IndexOutOfBoundsException if there is no such place
  /// @throws IllegalArgumentException if `size` is negative or the shape too large
  public Shape with(int axis, int size) {
    int place = Reshaping.place("with", this, axis);
    int[] more = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, more, 0, place);
    more[place] = size;
    System.arraycopy(sizes, place, more, place + 1, sizes.length - place);
    return wrap(more);
  }

  /// The shape both operands are broadcast to: aligned at the last axis, each pair of sizes equal
  /// or one of them 1 (NumPy's rule).
  ///
  /// @throws IllegalArgumentException if a pair disagrees; the message names `operation`
  public static Shape broadcast(String operation, Shape left, Shape right) {
    if (left.equals(right)) {
      return left;
    }
    int rank = Math.max(left.rank(), right.rank());
    int[] sizes = new int[rank];
    for (int a = 1; a <= rank; a++) {
      int l = a > left.rank() ? 1 : left.sizes[left.rank() - a];
      int r = a > right.rank() ? 1 : right.sizes[right.rank() - a];
      if (l != r && l != 1 && r != 1) {
        throw new IllegalArgumentException(
            operation
                + ": shapes must be equal or broadcast, but left is "
                + left
                + " and right is "
                + right
                + " (axis "
                + -a
                + ": "
                + l
                + " ≠ "
                + r
                + "). Sizes broadcast only from 1.");
      }
      sizes[rank - a] = l == 1 ? r : l;
    }
    return wrap(sizes);
  }

  /// Whether this shape and `other` have a common shape both are broadcast to.
  public boolean broadcastsWith(Shape other) {
    for (int a = 1; a <= Math.min(rank(), other.rank()); a++) {
      int size = sizes[rank() - a];
      int otherSize = other.sizes[other.rank() - a];
      if (size != otherSize && size != 1 && otherSize != 1) {
        return false;
      }
    }
    return true;
  }

  /// Whether a tensor of this shape can be broadcast to `target` without growing it.
  public boolean broadcastsTo(Shape target) {
    if (rank() > target.rank()) {
      return false;
    }
    for (int a = 1; a <= rank(); a++) {
      int size = sizes[rank() - a];
      if (size != 1 && size != target.sizes[target.rank() - a]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Shape shape && Arrays.equals(sizes, shape.sizes));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// The sizes in brackets, for example `[64, 1, 28, 28]`.
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }

  /// Refuses another shape than this one.
  ///
  /// @param operation the name in the message
  /// @param name what has this shape, such as `the prediction`
  /// @param otherName what has the other
  /// @throws IllegalArgumentException if the shapes differ
  public void requireEqual(String operation, String name, Shape other, String otherName) {
    if (!equals(other)) {
      throw new IllegalArgumentException(
          "%s: shapes must be equal, but %s is %s and %s is %s."
              .formatted(operation, name, this, otherName, other));
    }
  }

  /// Refuses targets that are not one for each row of this `[batch, classes, …]`.
  ///
  /// @param operation the name in the message
  /// @param name what has this shape, such as `scores`
  /// @throws IllegalArgumentException if the targets are not `[batch, …]`
  public void requireTargets(String operation, String name, Shape targets) {
    if (rank() < 2 || !targets.equals(without(1))) {
      throw new IllegalArgumentException(
          "%s: %s must be [batch, classes, …] and targets [batch, …], but %s are %s and targets %s."
              .formatted(operation, name, name, this, targets));
    }
  }
}

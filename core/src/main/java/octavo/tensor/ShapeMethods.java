package octavo.tensor;

import java.util.Arrays;
import octavo.autograd.Engine;
import octavo.op.Cast;
import octavo.op.Copy;
import octavo.op.Permute;
import octavo.op.Reshape;
import octavo.op.Slice;
import octavo.op.SliceScatter;
import octavo.op.Unfold;
import octavo.storage.DType;

/// The same numbers in another arrangement. Most are views: no number is copied.
public sealed interface ShapeMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// The same numbers, in row-major order, under another shape; one size may be -1 and is computed.
  /// A view where the tensor is contiguous, else a copy.
  ///
  /// @throws IllegalArgumentException if the number of elements differs
  default Tensor reshape(int... sizes) {
    return reshape(Reshaping.resolve(self().shape(), sizes));
  }

  /// The same numbers, in row-major order, under another shape.
  ///
  /// @throws IllegalArgumentException if the number of elements differs
  default Tensor reshape(Shape shape) {
    Tensor x = self();
    if (x.shape().equals(shape)) {
      return x;
    }
    if (shape.elements() != x.elements()) {
      throw new IllegalArgumentException(
          "reshape: the number of elements must stay, but %s has %d and %s has %d."
              .formatted(x.shape(), x.elements(), shape, shape.elements()));
    }
    return new Reshape(shape).apply(x.contiguous());
  }

  /// All axes from `from` to the last as one.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor flatten(int from) {
    int axis = self().shape().axis("flatten", from);
    int[] sizes = Arrays.copyOf(self().shape().sizes(), axis + 1);
    int rest = 1;
    for (int a = axis; a < self().rank(); a++) {
      rest *= self().size(a);
    }
    sizes[axis] = rest;
    return reshape(Shape.of(sizes));
  }

  /// All elements as a vector.
  default Tensor flatten() {
    return reshape(Shape.of(self().elements()));
  }

  /// The last two axes exchanged: the transpose of each matrix. No copy.
  ///
  /// @throws IllegalArgumentException if there are fewer than two axes
  default Tensor transpose() {
    if (self().rank() < 2) {
      throw new IllegalArgumentException(
          "transpose: at least two axes are needed, but the shape is " + self().shape() + ".");
    }
    return transpose(-2, -1);
  }

  /// Two axes exchanged. No copy.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor transpose(int axis, int other) {
    int[] order = self().shape().axes("transpose");
    int a = self().shape().axis("transpose", axis);
    int b = self().shape().axis("transpose", other);
    order[a] = b;
    order[b] = a;
    return new Permute(order).apply(self());
  }

  /// The axes in another order: axis `i` of the result is axis `order[i]` of this one. No copy.
  ///
  /// @throws IllegalArgumentException if `order` does not name each axis once
  default Tensor permute(int... order) {
    if (order.length != self().rank()) {
      throw new IllegalArgumentException(
          "permute: order must name every axis once, but is %s for shape %s."
              .formatted(Arrays.toString(order), self().shape()));
    }
    int[] axes = new int[order.length];
    for (int a = 0; a < axes.length; a++) {
      axes[a] = self().shape().axis("permute", order[a]);
    }
    return new Permute(axes).apply(self());
  }

  /// Broadcast to a larger shape, without a copy: sizes of 1 are repeated, -1 keeps a size.
  ///
  /// @throws IllegalArgumentException if the shape does not broadcast to these sizes
  default Tensor expand(int... sizes) {
    int[] wanted = sizes.clone();
    int more = wanted.length - self().rank();
    for (int a = 0; a < wanted.length; a++) {
      if (wanted[a] == -1 && a >= more) {
        wanted[a] = self().size(a - more);
      } else if (wanted[a] < 0) {
        throw new IllegalArgumentException(
            "expand: sizes must not be negative, save -1 for an axis that is there, but are %s for %s."
                .formatted(Arrays.toString(sizes), self().shape()));
      }
    }
    return Reshaping.expand("expand", self(), Shape.of(wanted));
  }

  /// Broadcast to a larger shape, without a copy.
  ///
  /// @throws IllegalArgumentException if the shape does not broadcast to `shape`
  default Tensor expandTo(Shape shape) {
    return Reshaping.expand("expandTo", self(), shape);
  }

  /// Summed over the axes along which `shape` would be broadcast to this shape: undoes [#expandTo].
  ///
  /// @throws IllegalArgumentException if `shape` does not broadcast to this shape
  default Tensor sumTo(Shape shape) {
    return Reshaping.sumTo(self(), shape);
  }

  /// Without the axes of size 1.
  default Tensor squeeze() {
    return reshape(Shape.of(Arrays.stream(self().shape().sizes()).filter(s -> s != 1).toArray()));
  }

  /// Without one axis, which must have size 1.
  ///
  /// @throws IllegalArgumentException if its size is not 1
  default Tensor squeeze(int axis) {
    int a = self().shape().axis("squeeze", axis);
    if (self().size(a) != 1) {
      throw new IllegalArgumentException(
          "squeeze: the axis must have size 1, but axis %d of %s has %d."
              .formatted(a, self().shape(), self().size(a)));
    }
    Slice first = new Slice(a, 0, 1, 1);
    return Reshaping.withoutAxis(first.apply(self()), a);
  }

  /// With a new axis of size 1 before `axis`, which may be the rank or -1 to add it at the end.
  ///
  /// @throws IndexOutOfBoundsException if there is no such place
  default Tensor unsqueeze(int axis) {
    return Reshaping.withAxis(self(), Reshaping.place("unsqueeze", self().shape(), axis));
  }

  /// The elements of the named axes in reverse order; of all axes if none is named. No copy.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor flip(int... axes) {
    Tensor y = self();
    for (int axis : self().shape().axes("flip", axes)) {
      y = new Slice(axis, Math.max(0, y.size(axis) - 1), -1, y.size(axis)).apply(y);
    }
    return y;
  }

  /// `length` elements of an axis from `start`. No copy.
  ///
  /// @throws IndexOutOfBoundsException if they are not all there
  default Tensor narrow(int axis, int start, int length) {
    int a = self().shape().axis("narrow", axis);
    if (start < 0 || length < 0 || start > self().size(a) - length) {
      throw new IndexOutOfBoundsException(
          "narrow: start and length must not be negative and end in axis %d of %s, but start is %d and length %d."
              .formatted(a, self().shape(), start, length));
    }
    return new Slice(a, start, 1, length).apply(self());
  }

  /// Zeros before and after an axis.
  ///
  /// @throws IllegalArgumentException if a number is negative
  default Tensor pad(int axis, int before, int after) {
    return pad(axis, before, after, 0);
  }

  /// A constant before and after an axis; float32 if an integer tensor cannot hold `value`.
  ///
  /// @throws IllegalArgumentException if a number is negative
  default Tensor pad(int axis, int before, int after, double value) {
    int a = self().shape().axis("pad", axis);
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "pad: numbers must not be negative, but are %d and %d. Use narrow to cut."
              .formatted(before, after));
    }
    int size = self().size(a);
    Shape shape = self().shape().withSize(a, Shape.total("pad", (long) before + size + after));
    Tensor padded = new SliceScatter(new Slice(a, before, 1, size), shape).apply(self());
    if (value == 0) {
      return padded;
    }
    Tensor wide = Tensors.holding(padded, value);
    Tensor inside =
        Tensors.arange(shape.size(a))
            .greaterEqual(before)
            .logicalAnd(Tensors.arange(shape.size(a)).less(before + size));
    int[] column = new int[shape.rank()];
    Arrays.fill(column, 1);
    column[a] = shape.size(a);
    return Tensors.where(inside.reshape(column), wide, Tensors.number(wide, value));
  }

  /// Numbers before and after an axis that the border makes of those that are there: mirrored, repeated or
  /// from the other end.
  ///
  /// @throws IllegalArgumentException if a number is negative, or more are wanted than the border can make
  default Tensor pad(int axis, int before, int after, Border border) {
    return Reshaping.pad(self(), self().shape().axis("pad", axis), before, after, border);
  }

  /// Sliding windows of `size` elements along an axis, `step` apart, as a new last axis. No copy.
  ///
  /// @throws IllegalArgumentException if no window fits
  default Tensor unfold(int axis, int size, int step) {
    int a = self().shape().axis("unfold", axis);
    if (size < 1 || step < 1 || size > self().size(a)) {
      throw new IllegalArgumentException(
          "unfold: size and step must be at least 1 and a window fit into axis %d of %s, but size is %d and step %d."
              .formatted(a, self().shape(), size, step));
    }
    return new Unfold(a, size, step).apply(self());
  }

  /// Parts of `size` elements along an axis; the last may be shorter. No copy.
  ///
  /// @throws IllegalArgumentException if `size` is less than 1
  default Tensor[] split(int axis, int size) {
    int a = self().shape().axis("split", axis);
    if (size < 1) {
      throw new IllegalArgumentException("split: size must be at least 1, but is " + size + ".");
    }
    Tensor[] parts = new Tensor[Math.max(1, (self().size(a) + size - 1) / size)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = narrow(a, i * size, Math.min(size, self().size(a) - i * size));
    }
    return parts;
  }

  /// At most `count` parts of equal size along an axis; the last may be shorter. No copy.
  ///
  /// @throws IllegalArgumentException if `count` is less than 1
  default Tensor[] chunk(int axis, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("chunk: count must be at least 1, but is " + count + ".");
    }
    int a = self().shape().axis("chunk", axis);
    int length = self().size(a);
    return split(a, Math.max(1, (length + count - 1) / count));
  }

  /// The tensor repeated `times` along an axis.
  ///
  /// @throws IllegalArgumentException if `times` is negative
  default Tensor repeat(int axis, int times) {
    int a = self().shape().axis("repeat", axis);
    if (times < 0) {
      throw new IllegalArgumentException(
          "repeat: times must not be negative, but is " + times + ".");
    }
    Tensor raised = unsqueeze(a);
    return raised
        .expandTo(raised.shape().withSize(a, times))
        .reshape(self().shape().withSize(a, Shape.total("repeat", (long) self().size(a) * times)));
  }

  /// The numbers as another element type; a tensor of that type already is returned as it is.
  /// Floating numbers are rounded to it, toward zero for integers; what exceeds an integer type
  /// becomes its nearest end, and NaN 0.
  default Tensor to(DType dtype) {
    return self().dtype() == dtype ? self() : new Cast(dtype).apply(self());
  }

  /// The tensor itself if its numbers lie in row-major order, else a copy that does.
  default Tensor contiguous() {
    return self().isContiguous() ? self() : Engine.apply(new Copy(), self());
  }

  /// A copy with numbers of its own, in row-major order, which stays when a [StepMemory] takes back
  /// others. The gradient passes through.
  default Tensor copy() {
    return StepMemory.stays(Engine.apply(new Copy(), self()));
  }

  /// Zeros of the same type and shape.
  default Tensor zerosLike() {
    return Tensor.allocate(self().dtype(), self().shape());
  }

  /// Ones of the same type and shape.
  default Tensor onesLike() {
    return Tensors.full(self().dtype(), self().shape(), 1);
  }
}

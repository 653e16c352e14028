package octavo.tensor;

import java.util.Arrays;
import java.util.List;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.op.Concat;
import octavo.op.Indices;
import octavo.op.Where;
import octavo.storage.BoolStorage;
import octavo.storage.DType;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;
import octavo.storage.View;

/// Makes tensors: from numbers, from arrays, and from other tensors.
public final class Tensors {
  private Tensors() {}

  /// A float32 tensor over `values` in row-major order; the array is used as it is, not copied.
  ///
  /// @throws IllegalArgumentException if the number of values is not that of the shape
  public static Tensor of(float[] values, int... shape) {
    return wrap(new FloatStorage(values), shape);
  }

  /// A float64 tensor over `values` in row-major order; the array is used as it is, not copied.
  ///
  /// @throws IllegalArgumentException if the number of values is not that of the shape
  public static Tensor of(double[] values, int... shape) {
    return wrap(new DoubleStorage(values), shape);
  }

  /// An int64 tensor over `values` in row-major order; the array is used as it is, not copied.
  ///
  /// @throws IllegalArgumentException if the number of values is not that of the shape
  public static Tensor of(long[] values, int... shape) {
    return wrap(new LongStorage(values), shape);
  }

  /// A bool tensor with these values in row-major order.
  ///
  /// @throws IllegalArgumentException if the number of values is not that of the shape
  public static Tensor of(boolean[] values, int... shape) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return wrap(new BoolStorage(bytes), shape);
  }

  private static Tensor wrap(Storage storage, int[] shape) {
    Shape wanted = Shape.of(shape.length == 0 ? new int[] {storage.length()} : shape);
    if (wanted.elements() != storage.length()) {
      throw new IllegalArgumentException(
          "of: shape "
              + wanted
              + " needs "
              + wanted.elements()
              + " values, but there are "
              + storage.length()
              + ".");
    }
    return Tensor.over(wanted, storage);
  }

  /// A tensor from nested arrays of equal lengths, for example a `double[][]` or `long[][][]`.
  ///
  /// @throws IllegalArgumentException if the arrays are ragged or of another type
  public static Tensor fromNested(Object[] nested) {
    return NestedArrays.read(nested);
  }

  /// A float32 tensor in which every element is `value`.
  public static Tensor full(Shape shape, double value) {
    return full(DType.FLOAT32, shape, value);
  }

  /// A tensor in which every element is `value`.
  public static Tensor full(DType dtype, Shape shape, double value) {
    Tensor y = Tensor.allocate(dtype, shape);
    if (value != 0 || 1 / value < 0) {
      Storage storage = y.view().storage();
      if (storage instanceof FloatStorage floats) {
        Arrays.fill(floats.array(), (float) value);
      } else {
        for (int i = 0; i < shape.elements(); i++) {
          storage.setDouble(y.view().offset() + i, value);
        }
      }
    }
    return y;
  }

  /// A tensor of zeros.
  public static Tensor zeros(DType dtype, int... shape) {
    return Tensor.allocate(dtype, Shape.of(shape));
  }

  /// The integers 0, 1, …, `end - 1` (int64).
  ///
  /// @throws IllegalArgumentException if `end` is negative
  public static Tensor arange(int end) {
    size("arange", "end", end);
    return arange(0, end, 1);
  }

  /// The integers `start`, `start + step`, … below `end` (above it for a negative step), int64.
  ///
  /// @throws IllegalArgumentException if `step` is 0, or there are more than 2³¹ - 1
  public static Tensor arange(long start, long end, long step) {
    if (step == 0) {
      throw new IllegalArgumentException(
          "arange: step must not be 0, but start is %d, end %d and step 0.".formatted(start, end));
    }
    boolean none = step > 0 ? start >= end : start <= end;
    // as an unsigned number the distance never overflows
    long steps =
        step > 0
            ? Long.divideUnsigned(end - start - 1, step)
            : Long.divideUnsigned(start - end - 1, -step);
    if (!none && Long.compareUnsigned(steps, Integer.MAX_VALUE) >= 0) {
      throw new IllegalArgumentException(
          "arange: at most 2³¹ - 1 numbers fit into a tensor, but start is %d, end %d and step %d."
              .formatted(start, end, step));
    }
    long[] values = new long[none ? 0 : (int) steps + 1];
    Arrays.setAll(values, i -> start + i * step);
    return of(values, values.length);
  }

  /// `count` numbers at equal distances from `start` to `end`, both included (float32).
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public static Tensor linspace(double start, double end, int count) {
    float[] values = new float[size("linspace", "count", count)];
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      values[i] = (float) (start * (1 - share) + end * share);
    }
    return of(values, count);
  }

  /// The identity matrix with `n` rows (float32).
  public static Tensor eye(int n) {
    Tensor y = Tensor.zeros(size("eye", "n", n), n);
    float[] values = y.view().floats();
    for (int i = 0; i < n; i++) {
      values[y.view().offset() + i * n + i] = 1;
    }
    return y;
  }

  /// A vector of `n` zeros with a 1 at `index` (float32).
  ///
  /// @throws IndexOutOfBoundsException if `index` is not in `[0, n)`
  public static Tensor oneHot(int index, int n) {
    return oneHot(of(new long[] {index}, 1), n).reshape(n);
  }

  /// Zeros with a 1 where an index points to: `[…]` int64 to `[…, classes]` float32.
  ///
  /// @throws IndexOutOfBoundsException if an index is not in `[0, classes)`
  public static Tensor oneHot(Tensor indices, int classes) {
    Shape shape = indices.shape().with(indices.rank(), size("oneHot", "classes", classes));
    long[] at = Indices.checked("oneHot", indices, classes).toLongArray();
    Tensor y = Tensor.allocate(DType.FLOAT32, shape);
    float[] values = y.view().floats();
    int first = y.view().offset();
    for (int i = 0; i < at.length; i++) {
      values[first + i * classes + (int) at[i]] = 1;
    }
    return y;
  }

  /// [#oneHot(Tensor, int)] with the classes along another axis of the result: along axis 1, `[batch, …]`
  /// becomes `[batch, classes, …]`.
  ///
  /// @throws IndexOutOfBoundsException if an index is not in `[0, classes)`, or the result has no such axis
  public static Tensor oneHot(Tensor indices, int classes, int axis) {
    Tensor last = oneHot(indices, classes);
    int place = last.shape().axis("oneHot", axis);
    int[] order = new int[last.rank()];
    for (int a = 0; a < order.length; a++) {
      order[a] = a < place ? a : a - 1;
    }
    order[place] = order.length - 1;
    return last.permute(order);
  }

  /// `condition ? a : b`, element by element after broadcasting. Each element's gradient goes to
  /// the operand it was taken from.
  ///
  /// @throws IllegalArgumentException if `condition` is not bool or the shapes do not broadcast
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Engine.apply(new Where(), condition, a, b);
  }

  /// Tensors one after the other along an existing axis.
  ///
  /// @throws IllegalArgumentException if none is given or another axis disagrees
  public static Tensor concat(int axis, Tensor... parts) {
    requireSome("concat", parts);
    return Engine.apply(new Concat(parts[0].shape().axis("concat", axis)), parts);
  }

  /// Tensors one after the other along an existing axis.
  ///
  /// @throws IllegalArgumentException if none is given or another axis disagrees
  public static Tensor concat(int axis, List<Tensor> parts) {
    return concat(axis, parts.toArray(Tensor[]::new));
  }

  /// Tensors of one shape side by side along a new axis.
  ///
  /// @throws IllegalArgumentException if none is given or the shapes differ
  public static Tensor stack(int axis, Tensor... parts) {
    requireSome("stack", parts);
    Shape shape = parts[0].shape();
    Tensor[] widened = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].shape().equals(shape)) {
        throw new IllegalArgumentException(
            "stack: shapes must be equal, but the first is "
                + shape
                + " and number "
                + i
                + " is "
                + parts[i].shape()
                + ".");
      }
      widened[i] = Reshaping.withAxis(parts[i], Reshaping.place("stack", shape, axis));
    }
    return concat(axis, widened);
  }

  private static void requireSome(String operation, Tensor[] parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException(
          operation + ": at least one tensor is needed, but none is given.");
    }
  }

  /// Sums of products by Einstein's convention; see [Einsum].
  ///
  /// @throws IllegalArgumentException if the equation does not fit the operands
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.of(equation, operands);
  }

  /// `x`, if arithmetic is defined on its type.
  ///
  /// @throws IllegalArgumentException for the types that are storage only; names `operation`
  public static Tensor computable(String operation, Tensor x) {
    if (!x.dtype().isComputable()) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + x.dtype()
              + " is for storage only. Convert first: x.to(DType.FLOAT32).");
    }
    return x;
  }

  /// `x` as a floating type: itself, or as float32.
  ///
  /// @throws IllegalArgumentException for the types that are storage only; names `operation`
  public static Tensor real(String operation, Tensor x) {
    Tensor checked = computable(operation, x);
    return checked.dtype().isFloating() ? checked : checked.to(DType.FLOAT32);
  }

  /// A size that is given.
  ///
  /// @throws IllegalArgumentException if it is negative; names `operation` and the parameter
  static int size(String operation, String parameter, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(
          operation + ": " + parameter + " must not be negative, but is " + size + ".");
    }
    return size;
  }

  /// `x` itself if it can hold `number`, else as float32: an integer with a fraction leaves them,
  /// and so do infinity and NaN.
  static Tensor floatingUnlessInteger(Tensor x, double number) {
    if (x.dtype().isFloating() || !x.dtype().isComputable()) {
      return x;
    }
    return x.to(isLong(number) ? DType.INT64 : DType.FLOAT32);
  }

  /// [#floatingUnlessInteger], where a truth value stays one if `number` is 0 or 1.
  static Tensor holding(Tensor x, double number) {
    boolean truth = x.dtype() == DType.BOOL && (number == 0 || number == 1);
    return truth ? x : floatingUnlessInteger(x, number);
  }

  private static boolean isLong(double number) {
    return number == Math.rint(number) && Math.abs(number) < 0x1p63;
  }

  /// `number` as a scalar of the type of `x`.
  static Tensor number(Tensor x, double number) {
    return full(x.dtype(), Shape.SCALAR, number);
  }

  /// The numbers of `x` in row-major order, exactly as many, in an array that nobody else has.
  static View numbers(Tensor x) {
    View y = View.of(Storage.allocate(x.dtype(), x.elements()), x.shape().sizes());
    Kernels.ELEMENTWISE.copy(x.view(), y);
    return y;
  }

  /// A view of all elements of a contiguous tensor as a vector.
  static View flat(Tensor x) {
    View v = x.view();
    return new View(v.storage(), v.offset(), new int[] {v.count()}, new int[] {1});
  }
}

package octavo.tensor;

import java.util.Arrays;
import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;

/// Reading numbers out of a tensor: always copies, in row-major order.
public sealed interface ReadingMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// The single number this tensor holds.
  ///
  /// @throws IllegalArgumentException if it holds more or none
  default double item() {
    if (self().elements() != 1) {
      throw new IllegalArgumentException(
          "item: the tensor must hold a single number, but has shape " + self().shape() + ".");
    }
    return self().view().storage().getDouble(self().view().offset());
  }

  /// One element; negative indices count from the end.
  ///
  /// @throws IndexOutOfBoundsException if it does not exist
  default double get(int... index) {
    View v = self().view();
    if (index.length != v.rank()) {
      throw new IndexOutOfBoundsException(
          "get: one index for each axis is needed, but they are %s for shape %s."
              .formatted(Arrays.toString(index), self().shape()));
    }
    int at = v.offset();
    for (int a = 0; a < index.length; a++) {
      int i = index[a] < 0 ? index[a] + v.size(a) : index[a];
      if (i < 0 || i >= v.size(a)) {
        throw new IndexOutOfBoundsException(
            "get: index must be in [%d, %d], but is %d for axis %d of %s."
                .formatted(-v.size(a), v.size(a) - 1, index[a], a, self().shape()));
      }
      at += i * v.stride(a);
    }
    return v.storage().getDouble(at);
  }

  /// All numbers as floats.
  default float[] toFloatArray() {
    return Tensors.numbers(self().stopGradient().to(DType.FLOAT32)).floats();
  }

  /// All numbers as doubles.
  default double[] toDoubleArray() {
    return Tensors.numbers(self().stopGradient().to(DType.FLOAT64)).doubles();
  }

  /// All numbers as longs; floating numbers are cut toward zero.
  default long[] toLongArray() {
    return Tensors.numbers(self().stopGradient().to(DType.INT64)).longs();
  }

  /// All elements as truth values: whether they are not 0.
  default boolean[] toBooleanArray() {
    byte[] bytes = Tensors.numbers(self().truth()).bools();
    boolean[] values = new boolean[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] != 0;
    }
    return values;
  }

  /// Whether shapes agree and every pair of elements satisfies `|a - b| ≤ absolute + relative·|b|`.
  /// Equal infinities are close; a NaN is close to nothing.
  default boolean allClose(Tensor other, double relative, double absolute) {
    if (!self().shape().equals(other.shape())) {
      return false;
    }
    Storage a = Tensors.numbers(self()).storage();
    Storage b = Tensors.numbers(other).storage();
    for (int i = 0; i < self().elements(); i++) {
      double x = a.getDouble(i);
      double y = b.getDouble(i);
      if (x != y && !(Math.abs(x - y) <= absolute + relative * Math.abs(y))) {
        return false;
      }
      if (x != y && (Double.isInfinite(x) || Double.isInfinite(y))) {
        return false;
      }
    }
    return true;
  }
}

package octavo.storage;

import java.util.Arrays;

/// Double-precision numbers in a `double[]`.
public final class DoubleStorage extends Storage {
  private final double[] array;

  /// Wraps `array` without a copy.
  public DoubleStorage(double[] array) {
    this.array = array;
  }

  /// The array itself, not a copy. Writing to it changes every tensor that shares it.
  public double[] array() {
    return array;
  }

  @Override
  public DType dtype() {
    return DType.FLOAT64;
  }

  @Override
  public int length() {
    return array.length;
  }

  @Override
  public double getDouble(int i) {
    return array[i];
  }

  @Override
  public void setDouble(int i, double value) {
    array[i] = value;
  }

  @Override
  public Storage copyOfRange(int offset, int length) {
    return new DoubleStorage(Arrays.copyOfRange(array, offset, offset + length));
  }

  @Override
  public void copyFrom(Storage source, int sourceOffset, int offset, int length) {
    System.arraycopy(((DoubleStorage) source).array, sourceOffset, array, offset, length);
  }
}

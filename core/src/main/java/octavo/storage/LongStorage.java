package octavo.storage;

import java.util.Arrays;

/// 64-bit integers in a `long[]`.
public final class LongStorage extends Storage {
  private final long[] array;

  /// Wraps `array` without a copy.
  public LongStorage(long[] array) {
    this.array = array;
  }

  /// The array itself, not a copy. Writing to it changes every tensor that shares it.
  public long[] array() {
    return array;
  }

  @Override
  public DType dtype() {
    return DType.INT64;
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
    array[i] = (long) value;
  }

  @Override
  public long getLong(int i) {
    return array[i];
  }

  @Override
  public void setLong(int i, long value) {
    array[i] = value;
  }

  @Override
  public Storage copyOfRange(int offset, int length) {
    return new LongStorage(Arrays.copyOfRange(array, offset, offset + length));
  }

  @Override
  public void copyFrom(Storage source, int sourceOffset, int offset, int length) {
    System.arraycopy(((LongStorage) source).array, sourceOffset, array, offset, length);
  }
}

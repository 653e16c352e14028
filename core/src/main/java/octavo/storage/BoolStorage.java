package octavo.storage;

import java.util.Arrays;

/// Truth values in a `byte[]`: 0 is false, 1 is true, nothing else occurs.
public final class BoolStorage extends Storage {
  private final byte[] array;

  /// Wraps `array` without a copy.
  public BoolStorage(byte[] array) {
    this.array = array;
  }

  /// The array itself, not a copy. Writing to it changes every tensor that shares it.
  public byte[] array() {
    return array;
  }

  @Override
  public DType dtype() {
    return DType.BOOL;
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
    array[i] = value != 0 ? (byte) 1 : (byte) 0;
  }

  @Override
  public Storage copyOfRange(int offset, int length) {
    return new BoolStorage(Arrays.copyOfRange(array, offset, offset + length));
  }

  @Override
  public void copyFrom(Storage source, int sourceOffset, int offset, int length) {
    System.arraycopy(((BoolStorage) source).array, sourceOffset, array, offset, length);
  }
}

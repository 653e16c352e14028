package octavo.storage;

import java.util.Arrays;

/// 8-bit integers, signed or unsigned, in a `byte[]`. Numbers beyond the range become its nearest
/// end, so that a pixel that is too bright stays bright.
public final class ByteStorage extends Storage {
  private final DType dtype;
  private final byte[] array;

  /// Wraps `array` without a copy; `dtype` is [DType#INT8] or [DType#UINT8].
  public ByteStorage(DType dtype, byte[] array) {
    if (dtype != DType.INT8 && dtype != DType.UINT8) {
      throw new IllegalArgumentException(
          "ByteStorage: dtype must be int8 or uint8, but is " + dtype);
    }
    this.dtype = dtype;
    this.array = array;
  }

  /// The array itself, not a copy. Writing to it changes every tensor that shares it.
  public byte[] array() {
    return array;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public int length() {
    return array.length;
  }

  @Override
  public double getDouble(int i) {
    return dtype == DType.UINT8 ? array[i] & 0xFF : array[i];
  }

  @Override
  public void setDouble(int i, double value) {
    int least = dtype == DType.UINT8 ? 0 : Byte.MIN_VALUE;
    array[i] = (byte) Math.clamp((long) value, least, least + 255);
  }

  @Override
  public Storage copyOfRange(int offset, int length) {
    return new ByteStorage(dtype, Arrays.copyOfRange(array, offset, offset + length));
  }

  @Override
  public void copyFrom(Storage source, int sourceOffset, int offset, int length) {
    System.arraycopy(((ByteStorage) source).array, sourceOffset, array, offset, length);
  }
}

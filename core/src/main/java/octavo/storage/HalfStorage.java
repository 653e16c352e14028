package octavo.storage;

import java.util.Arrays;

/// 16-bit floating-point numbers, bfloat16 or float16, as bit patterns in a `short[]`.
public final class HalfStorage extends Storage {
  private final DType dtype;
  private final short[] array;

  /// Wraps `array` without a copy; `dtype` is [DType#BFLOAT16] or [DType#FLOAT16].
  public HalfStorage(DType dtype, short[] array) {
    if (dtype != DType.BFLOAT16 && dtype != DType.FLOAT16) {
      throw new IllegalArgumentException(
          "HalfStorage: dtype must be bfloat16 or float16, but is " + dtype);
    }
    this.dtype = dtype;
    this.array = array;
  }

  /// The bit patterns themselves, not a copy.
  public short[] array() {
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
    return dtype == DType.FLOAT16
        ? Float.float16ToFloat(array[i])
        : Float.intBitsToFloat(array[i] << 16);
  }

  @Override
  public void setDouble(int i, double value) {
    float odd = roundToOdd(value);
    array[i] = dtype == DType.FLOAT16 ? Float.floatToFloat16(odd) : toBfloat16(odd);
  }

  @Override
  public void setLong(int i, long value) {
    // the bits that a double may lack only decide between neighbors: one odd bit stands for them
    boolean exact = Math.abs(value) < 1L << 53 || (value & 0xFFF) == 0;
    setDouble(i, exact ? value : ((value & ~0xFFFL) | 0x1000));
  }

  /// The float on either side of `value` whose last bit is 1, if `value` is no float itself:
  /// rounding that to fewer digits gives what rounding `value` at once would (Boldo and Melquiond,
  /// 2008).
  private static float roundToOdd(double value) {
    float nearest = (float) value;
    if (nearest == value || Float.isNaN(nearest) || (Float.floatToRawIntBits(nearest) & 1) == 1) {
      return nearest;
    }
    return nearest < value ? Math.nextUp(nearest) : Math.nextDown(nearest);
  }

  /// Rounds to nearest, ties to even; a NaN stays a NaN.
  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  @Override
  public Storage copyOfRange(int offset, int length) {
    return new HalfStorage(dtype, Arrays.copyOfRange(array, offset, offset + length));
  }

  @Override
  public void copyFrom(Storage source, int sourceOffset, int offset, int length) {
    System.arraycopy(((HalfStorage) source).array, sourceOffset, array, offset, length);
  }
}

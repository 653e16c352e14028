package octavo.storage;

import java.util.Arrays;

/// Single-precision numbers in a `float[]`.
public final class FloatStorage extends Storage {
  private static final float[] SURRENDERED = {};

  private float[] array;

  /// Wraps `array` without a copy.
  public FloatStorage(float[] array) {
    this.array = array;
  }

  /// The array itself, not a copy. Writing to it changes every tensor that shares it.
  public float[] array() {
    return array;
  }

  /// Gives the array away. Whoever still reads this storage fails at the first number.
  float[] surrender() {
    float[] given = array;
    array = SURRENDERED;
    return given;
  }

  @Override
  public DType dtype() {
    return DType.FLOAT32;
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
    array[i] = (float) value;
  }

  @Override
  public void setLong(int i, long value) {
    array[i] = value; // rounded once
  }

  @Override
  public Storage copyOfRange(int offset, int length) {
    return new FloatStorage(Arrays.copyOfRange(array, offset, offset + length));
  }

  @Override
  public void copyFrom(Storage source, int sourceOffset, int offset, int length) {
    System.arraycopy(((FloatStorage) source).array, sourceOffset, array, offset, length);
  }
}

package octavo.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Single-precision numbers in a `float[]`.
public final class FloatStorage extends Storage {
  /// Null once another tensor has it.
  private float @Nullable [] array;

  /// Wraps `array` without a copy.
  public FloatStorage(float[] array) {
    this.array = array;
  }

  /// The array itself, not a copy. Writing to it changes every tensor that shares it.
  ///
  /// @throws IllegalStateException if the memory was given to another tensor
  public float[] array() {
    float[] numbers = array;
    if (numbers == null) {
      throw new IllegalStateException(
          "tensor: its step must still run, but it has ended and others may have its memory. Return"
              + " the tensor from StepMemory.run, keep(x) it or read x.copy() later.");
    }
    return numbers;
  }

  boolean isSurrendered() {
    return array == null;
  }

  /// Gives the array away. Whoever still reads this storage gets a message.
  float[] surrender() {
    float[] given = array();
    array = null;
    return given;
  }

  @Override
  public DType dtype() {
    return DType.FLOAT32;
  }

  @Override
  public int length() {
    return array().length;
  }

  @Override
  public double getDouble(int i) {
    return array()[i];
  }

  @Override
  public void setDouble(int i, double value) {
    array()[i] = (float) value;
  }

  @Override
  public void setLong(int i, long value) {
    array()[i] = value; // rounded once
  }

  @Override
  public Storage copyOfRange(int offset, int length) {
    return new FloatStorage(Arrays.copyOfRange(array(), offset, offset + length));
  }

  @Override
  public void copyFrom(Storage source, int sourceOffset, int offset, int length) {
    System.arraycopy(((FloatStorage) source).array(), sourceOffset, array(), offset, length);
  }
}

package octavo.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Single-precision numbers in a `float[]`.
public final class FloatStorage extends Storage {
  /// Where numbers that are read in whole vectors begin in an array: on a line of the cache, if the
  /// array is large. The collector puts those at the beginning of a region, and their numbers begin
  /// 16 bytes behind it. A vector of 512 bits that crosses lines is loaded in two steps. It is a
  /// matter of speed alone.
  public static final int LINE = 12;

  /// From so many numbers on an array is large where the collector's regions are 2 MB. In tests
  /// all are, so that nothing relies on a tensor's numbers beginning with the array.
  private static final int LARGE = PassMemory.POISON ? 1 : 1 << 18;

  /// Null once another tensor has it.
  private float @Nullable [] array;

  private final int first;

  /// Wraps `array` without a copy.
  public FloatStorage(float[] array) {
    this(array, 0);
  }

  private FloatStorage(float[] array, int first) {
    this.array = array;
    this.first = first;
  }

  /// A storage of `count` zeros, which begin at [#first()]: on a line of the cache if they are many.
  public static FloatStorage allocate(int count) {
    return on(new float[arrayLength(count)], count);
  }

  /// Wraps an array of [#arrayLength(int)] elements for `count` numbers.
  static FloatStorage on(float[] array, int count) {
    return new FloatStorage(array, array.length - count);
  }

  /// How long the array for `count` fresh numbers is.
  static int arrayLength(int count) {
    return count < LARGE || count > Integer.MAX_VALUE - 64 ? count : LINE + count;
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
  public int first() {
    return first;
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

package octavo.kernel;

import octavo.storage.FloatStorage;

/// Working memory of kernels: arrays that a thread keeps and uses again. A kernel asks by purpose,
/// so that two of its arrays never coincide; what an array holds at first is unspecified.
public final class Scratch {
  /// A packed block of a left operand.
  public static final int LEFT = 0;

  /// A packed right operand, made by one thread and read by all.
  public static final int RIGHT = 1;

  /// A block of a result.
  public static final int RESULT = 2;

  /// A rearranged input or gradient, or both one behind the other, made by one thread and read by all.
  /// As arrays are kept, whole images have this one in common: it is no larger than one pass needs.
  public static final int INPUT = 3;

  /// A rearranged gradient of a few tiles or a group.
  public static final int GRADIENT = 4;

  /// What sums begin with, for a tile of pixels.
  public static final int START = 5;

  /// A tile on its way through a transform.
  public static final int TILE = 6;

  /// A window of an image with zeros around it, or the results of a tile.
  public static final int WINDOW = 7;

  /// Columns of a right operand in panels, for the blocks of a product that this thread makes.
  public static final int COLUMNS = 8;

  /// Weight gradients of some images, while others are computed by a method that may need any of the above.
  public static final int PARTS = 9;

  /// Where numbers that are read in whole vectors begin in an array, see [FloatStorage#LINE].
  public static final int LINE = FloatStorage.LINE;

  private static final int PURPOSES = 10;

  /// From so many numbers on an array begins on a line of the cache, as the collector places it at the beginning of a
  /// region then, [#aligned]. One that is asked for is at least as large if it has so many numbers that it matters.
  private static final int ALIGNED = aligned(Runtime.getRuntime().maxMemory());

  private static final int MATTERS = 1 << 12;

  private static final float[] NONE = {};

  private static final ThreadLocal<float[][]> ARRAYS =
      ThreadLocal.withInitial(() -> new float[PURPOSES][0]);

  private static final ThreadLocal<int[][]> INDICES = ThreadLocal.withInitial(() -> new int[1][0]);

  private Scratch() {}

  /// An array of at least `length` floats, until this thread asks for the same purpose again.
  public static float[] floats(int purpose, int length) {
    float[][] arrays = ARRAYS.get();
    int before = arrays[purpose].length;
    if (before < length) {
      arrays[purpose] = NONE; // the old array makes room for the new one
      int least = length < MATTERS ? length : Math.max(length, ALIGNED);
      arrays[purpose] = new float[Math.max(least, Math.min(2 * before, 1 << 20))];
    }
    return arrays[purpose];
  }

  /// The same for numbers from [#LINE] on that are read and written in whole vectors, however few they are: no vector
  /// crosses two lines of the cache where the distances are whole vectors too.
  public static float[] lines(int purpose, int length) {
    return floats(purpose, Math.max(LINE + length, MATTERS));
  }

  /// The numbers that fill half a region of the collector G1 with a heap of at most `heap` bytes: a region has a
  /// 2048th of it, rounded up to a power of two, 1 MB to 32 MB. Larger objects have regions of their own.
  static int aligned(long heap) {
    long region = Math.clamp(heap / 2048, 1 << 20, 32 << 20);
    return (int) (Long.highestOneBit(2 * region - 1) / 2 / Float.BYTES);
  }

  /// Gives the array of a purpose away, to make room for others.
  public static void drop(int purpose) {
    ARRAYS.get()[purpose] = NONE;
  }

  /// An array of at least `length` indices, until this thread asks again.
  public static int[] indices(int length) {
    int[][] kept = INDICES.get();
    if (kept[0].length < length) {
      kept[0] = new int[Math.max(length, Math.min(2 * kept[0].length, 1 << 16))];
    }
    return kept[0];
  }
}

package octavo.kernel.random;

/// The random numbers of one element of a tensor: blocks `(counter + i, 0)`, `(counter + i, 1)`, … of
/// Philox, where the second number stands in the third counter word. No other element reads them, so
/// a sampler that rejects may take as many as it likes, and its result is a pure function of key,
/// counter and the element's number.
final class ElementStream implements Uniforms {
  private final long key;
  private final long counter;
  private final int[] words = new int[4];
  private long element;
  private int block;
  private int used;

  ElementStream(long key, long counter) {
    this.key = key;
    this.counter = counter;
  }

  /// Goes to the first number of element `i`.
  void start(long i) {
    element = counter + i;
    block = 0;
    used = 4;
  }

  @Override
  public double next() {
    if (used == 4) {
      Philox.block(
          (int) element, (int) (element >>> 32), block++, 0, (int) key, (int) (key >>> 32), words);
      used = 0;
    }
    long bits = (long) words[used] << 32 | (words[used + 1] & 0xFFFFFFFFL);
    used += 2;
    return Uniforms.of(bits);
  }
}

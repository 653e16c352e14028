package octavo.kernel.random;

import octavo.storage.DType;
import octavo.storage.View;

/// The oracle: one block at a time, in double.
public final class ScalarRandom implements RandomKernels {
  /// What is done with the four words of block `b`.
  private interface Body {
    void accept(int b, int[] words);
  }

  private static void each(long key, long counter, int blocks, Body body) {
    int[] words = new int[4];
    for (int b = 0; b < blocks; b++) {
      Philox.block(key, counter + b, words);
      body.accept(b, words);
    }
  }

  private static int blocks(int count, int perBlock) {
    return (count + perBlock - 1) / perBlock;
  }

  /// A number of the four words of its block.
  private interface Drawn {
    double of(int[] words, int i);
  }

  /// Writes `perBlock` numbers of each block, the `i`-th by `number`.
  private static void each(long key, long counter, int perBlock, View y, Drawn number) {
    int count = y.count();
    each(
        key,
        counter,
        blocks(count, perBlock),
        (b, w) -> {
          for (int i = 0; i < perBlock && perBlock * b + i < count; i++) {
            y.storage().setDouble(y.offset() + perBlock * b + i, number.of(w, i));
          }
        });
  }

  /// How many numbers of its type a block gives.
  private static int perBlock(View y) {
    return y.dtype() == DType.FLOAT64 ? 2 : 4;
  }

  /// 52 bits of two words as a number that is neither 0 nor 1.
  private static double open52(int[] words, int i) {
    return ((bits53(words, 2 * i) >>> 1) + 0.5) * 0x1p-52;
  }

  /// The largest float32 that [#uniform] may give.
  static float most(double low, double high) {
    float rounded = (float) high;
    return Math.max((float) low, rounded >= high ? Math.nextDown(rounded) : rounded);
  }

  /// The first 32 bits of one word and the upper 21 of the next.
  private static long bits53(int[] words, int at) {
    return unsigned(words[at]) << 21 | words[at + 1] >>> 11;
  }

  private static long unsigned(int word) {
    return word & 0xFFFFFFFFL;
  }

  @Override
  public void uniform(long key, long counter, double low, double high, View y) {
    if (y.dtype() == DType.FLOAT64) {
      double most = Math.max(low, Math.nextDown(high));
      each(
          key,
          counter,
          2,
          y,
          (w, i) -> Math.min(low + (high - low) * (bits53(w, 2 * i) * 0x1p-53), most));
      return;
    }
    float from = (float) low;
    float span = (float) (high - low);
    float most = most(low, high);
    each(key, counter, 4, y, (w, i) -> Math.min(from + span * ((w[i] >>> 8) * 0x1p-24f), most));
  }

  @Override
  public void normal(long key, long counter, double mean, double deviation, View y) {
    int count = y.count();
    if (y.dtype() == DType.FLOAT64) {
      each(
          key,
          counter,
          blocks(count, 2),
          (b, w) -> {
            double r = Math.sqrt(-2 * Math.log((bits53(w, 0) + 1) * 0x1p-53));
            double angle = 2 * Math.PI * (bits53(w, 2) * 0x1p-53);
            y.storage().setDouble(y.offset() + 2 * b, mean + deviation * r * Math.cos(angle));
            if (2 * b + 1 < count) {
              y.storage().setDouble(y.offset() + 2 * b + 1, mean + deviation * r * Math.sin(angle));
            }
          });
      return;
    }
    each(
        key,
        counter,
        4,
        y,
        (w, i) -> {
          double r = Math.sqrt(-2 * Math.log(((w[i & 2] >>> 8) + 1) * 0x1p-24));
          double angle = 2 * Math.PI * (w[(i & 2) + 1] >>> 8) * 0x1p-24;
          double z = r * ((i & 1) == 0 ? Math.cos(angle) : Math.sin(angle));
          return mean + deviation * z;
        });
  }

  @Override
  public void gumbel(long key, long counter, double location, double scale, View y) {
    boolean wide = y.dtype() == DType.FLOAT64;
    each(
        key,
        counter,
        perBlock(y),
        y,
        (w, i) -> {
          double u = wide ? open52(w, i) : ((w[i] >>> 9) + 0.5) * 0x1p-23;
          return location - scale * Math.log(-Math.log(u));
        });
  }

  /// The bound below which a word counts as an event of probability `p`.
  static long threshold(double p) {
    return Math.round(p * 0x1p32);
  }

  @Override
  public void bernoulli(long key, long counter, double p, View y) {
    long bound = threshold(p);
    each(key, counter, 4, y, (w, i) -> unsigned(w[i]) < bound ? 1 : 0);
  }

  @Override
  public void dropout(long key, long counter, double p, double scale, View x, View y) {
    long bound = threshold(p);
    double factor = y.dtype() == DType.FLOAT32 ? (float) scale : scale;
    int count = y.count();
    int[] at = new int[x.rank()];
    int[] words = new int[4];
    int from = x.offset();
    for (int i = 0; i < count; i++) {
      if ((i & 3) == 0) {
        Philox.block(key, counter + i / 4, words);
      }
      boolean dropped = unsigned(words[i & 3]) < bound;
      double value = dropped ? 0 : x.storage().getDouble(from) * factor;
      y.storage().setDouble(y.offset() + i, value);
      for (int a = x.rank() - 1; a >= 0; a--) { // on to the next element of a strided view
        from += x.stride(a);
        if (++at[a] < x.size(a)) {
          break;
        }
        from -= x.size(a) * x.stride(a);
        at[a] = 0;
      }
    }
  }

  @Override
  public void integers(long key, long counter, long low, long high, View y) {
    int count = y.count();
    each(
        key,
        counter,
        blocks(count, 2),
        (b, w) -> {
          for (int i = 0; i < 2 && 2 * b + i < count; i++) {
            long bits = unsigned(w[2 * i]) << 32 | unsigned(w[2 * i + 1]);
            y.storage()
                .setLong(y.offset() + 2 * b + i, low + Math.unsignedMultiplyHigh(bits, high - low));
          }
        });
  }

  /// The least and the largest number of `(low, high)` in the type, which may be one.
  static double inside(double value, double low, double high, boolean wide) {
    double least = wide ? Math.nextUp(low) : Math.nextUp((float) low);
    double most = wide ? Math.nextDown(high) : Math.nextDown((float) high);
    return Math.max(Math.min(value, most), least);
  }

  @Override
  public void uniformOpen(long key, long counter, double low, double high, View y) {
    boolean wide = y.dtype() == DType.FLOAT64;
    float from = (float) low;
    float span = (float) (high - low);
    each(
        key,
        counter,
        perBlock(y),
        y,
        (w, i) -> {
          double value =
              wide
                  ? low + (high - low) * open52(w, i)
                  : from + span * (((w[i] >>> 9) + 0.5f) * 0x1p-23f);
          return inside(value, low, high, wide);
        });
  }

  @Override
  public void exponential(long key, long counter, double rate, View y) {
    boolean wide = y.dtype() == DType.FLOAT64;
    each(
        key,
        counter,
        perBlock(y),
        y,
        (w, i) -> {
          double u = wide ? open52(w, i) : Math.min(((w[i] >>> 1) + 0.5f) * 0x1p-31f, 1 - 0x1p-24f);
          return -Math.log(u) / rate;
        });
  }

  @Override
  public void bernoulli(long key, long counter, View p, View y) {
    int count = y.count();
    int m = p.count();
    each(
        key,
        counter,
        blocks(count, 4),
        (b, w) -> {
          for (int i = 0; i < 4 && 4 * b + i < count; i++) {
            int at = 4 * b + i;
            double bound = p.storage().getDouble(p.offset() + at % m) * 0x1p32;
            double word = unsigned(w[i]);
            boolean hit = word < Math.floor(bound) || tie(key, counter, at, word, bound);
            y.storage().setDouble(y.offset() + at, hit ? 1 : 0);
          }
        });
  }

  /// What is decided by further bits where a word equals the integer part of its bound.
  static boolean tie(long key, long counter, int i, double word, double bound) {
    double whole = Math.floor(bound);
    if (word != whole) {
      return false;
    }
    int[] more = new int[4];
    long at = counter + i / 4;
    Philox.block((int) at, (int) (at >>> 32), 1 + i % 4, 0, (int) key, (int) (key >>> 32), more);
    return unsigned(more[0]) < (bound - whole) * 0x1p32;
  }
}

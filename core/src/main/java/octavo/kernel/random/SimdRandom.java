package octavo.kernel.random;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.elementwise.SimdMath;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Random float32 numbers: the words of a piece of the stream are made in a small array that stays
/// in the cache, then turned into numbers. Other types go to the oracle.
public final class SimdRandom implements RandomKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final ScalarRandom SCALAR = new ScalarRandom();

  /// Words made at a time.
  private static final int PIECE = 2048;

  /// Words made at a time for normal numbers, which need more arrays beside them in the cache.
  private static final int PAIRED = 1024;

  /// Elements of one task.
  private static final int TASK = 32 * PIECE;

  /// What is done with a piece: `words[0 … n)` belong to the elements from `at`.
  private interface Piece {
    void accept(int[] words, int at, int n);
  }

  /// Runs over all elements; the arrays have room up to the next multiple of a block.
  private static void pieces(long key, long counter, int count, Piece piece) {
    Parallel.ranges(
        count,
        TASK,
        (from, to) -> {
          int[] words = new int[Math.min(PIECE, (to - from + 63) / 64 * 64)];
          SimdPhilox philox = new SimdPhilox(key, words.length);
          for (int at = from; at < to; at += PIECE) {
            int n = Math.min(PIECE, to - at);
            philox.fill(counter + at / 4, words, (n + 3) / 4 * 4);
            piece.accept(words, at, n);
          }
        });
  }

  @Override
  public void uniform(long key, long counter, double low, double high, View y) {
    if (!(y.storage() instanceof FloatStorage)) {
      SCALAR.uniform(key, counter, low, high, y);
      return;
    }
    float from = (float) low;
    float span = (float) (high - low);
    float most = ScalarRandom.most(low, high);
    float[] ys = y.floats();
    pieces(
        key,
        counter,
        y.count(),
        (words, at, n) -> spread(words, n, from, span, most, ys, y.offset() + at));
  }

  /// A plain loop in a method of its own: C2 makes vectors of it.
  private static void spread(
      int[] words, int n, float low, float span, float most, float[] y, int to) {
    for (int i = 0; i < n; i++) {
      y[to + i] = Math.min(low + span * ((words[i] >>> 8) * 0x1p-24f), most);
    }
  }

  @Override
  public void normal(long key, long counter, double mean, double deviation, View y) {
    if (!(y.storage() instanceof FloatStorage)) {
      SCALAR.normal(key, counter, mean, deviation, y);
      return;
    }
    float[] ys = y.floats();
    Parallel.ranges(
        y.count(),
        TASK,
        (from, to) ->
            normals(key, counter, (float) mean, (float) deviation, ys, y.offset(), from, to));
  }

  /// The elements `from … to` of what begins at `y[offset]`; `from` is the first of a block.
  private static void normals(
      long key,
      long counter,
      float mean,
      float deviation,
      float[] y,
      int offset,
      int from,
      int to) {
    int room = Math.min(PAIRED, (to - from + 63) / 64 * 64);
    SimdPhilox philox = new SimdPhilox(key, room);
    int[] even = new int[room / 2];
    int[] odd = new int[room / 2];
    float[] radii = new float[room / 2];
    for (int at = from; at < to; at += PAIRED) {
      int n = Math.min(PAIRED, to - at);
      philox.fillPairs(counter + at / 4, even, odd, (n + 3) / 4 * 4);
      radii(even, deviation, radii, n);
      int whole = n / (2 * LANES) * (2 * LANES);
      SimdTurn.turns(odd, mean, radii, 0, y, offset + at, whole);
      if (whole < n) {
        float[] rest = new float[2 * LANES];
        SimdTurn.turns(odd, mean, radii, whole / 2, rest, 0, rest.length);
        System.arraycopy(rest, 0, y, offset + at + whole, n - whole);
      }
    }
  }

  /// Makes `n` numbers of as many words.
  private interface Fill {
    void numbers(int[] words, int n, float[] y, int to);
  }

  /// `n` numbers by a loop that makes a multiple of `step`: the last ones by way of arrays of that size.
  private static void inSteps(int[] words, int n, int step, float[] y, int to, Fill fill) {
    int whole = n / step * step;
    fill.numbers(words, whole, y, to);
    if (whole < n) {
      float[] rest = new float[step];
      int[] last = new int[step];
      System.arraycopy(words, whole, last, 0, Math.min(step, words.length - whole));
      fill.numbers(last, step, rest, 0);
      System.arraycopy(rest, 0, y, to + whole, n - whole);
    }
  }

  @Override
  public void gumbel(long key, long counter, double location, double scale, View y) {
    if (!(y.storage() instanceof FloatStorage)) {
      SCALAR.gumbel(key, counter, location, scale, y);
      return;
    }
    float[] ys = y.floats();
    pieces(
        key,
        counter,
        y.count(),
        (words, at, n) -> {
          // two loops: the compiler inlines one logarithm in a method
          float[] e = new float[(n + LANES - 1) / LANES * LANES];
          exponentials(words, e);
          minusLogarithms(e, (float) location, (float) scale);
          System.arraycopy(e, 0, ys, y.offset() + at, n);
        });
  }

  /// `e = -ln u`: words to exponential numbers.
  private static void exponentials(int[] words, float[] e) {
    for (int i = 0; i < e.length; i += LANES) {
      IntVector w = IntVector.fromArray(I, words, i).lanewise(VectorOperators.LSHR, 9);
      FloatVector u = ((FloatVector) w.convert(VectorOperators.I2F, 0)).add(0.5f).mul(0x1p-23f);
      SimdMath.logOfNormal(u).neg().intoArray(e, i);
    }
  }

  /// `e = location - scale·ln e`.
  private static void minusLogarithms(float[] e, float location, float scale) {
    FloatVector shift = FloatVector.broadcast(S, location);
    FloatVector factor = FloatVector.broadcast(S, -scale);
    for (int i = 0; i < e.length; i += LANES) {
      SimdMath.logOfNormal(FloatVector.fromArray(S, e, i)).fma(factor, shift).intoArray(e, i);
    }
  }

  /// Of each pair of words the first, to how far from 0 a pair of normal numbers lies: `σ·√(-2 ln u)` with
  /// `u` of the upper 24 bits, `0 < u ≤ 1`.
  private static void radii(int[] words, float deviation, float[] radii, int n) {
    FloatVector unit = FloatVector.broadcast(S, 0x1p-24f);
    for (int i = 0; i < (n + 1) / 2; i += LANES) {
      IntVector word = IntVector.fromArray(I, words, i).lanewise(VectorOperators.LSHR, 8);
      FloatVector u = ((FloatVector) word.convert(VectorOperators.I2F, 0)).fma(unit, unit);
      SimdMath.logOfNormal(u).mul(-2).sqrt().mul(deviation).intoArray(radii, i);
    }
  }

  @Override
  public void bernoulli(long key, long counter, double p, View y) {
    long bound = ScalarRandom.threshold(p);
    if (!(y.storage() instanceof FloatStorage) || bound > 0xFFFFFFFFL) {
      SCALAR.bernoulli(key, counter, p, y);
      return;
    }
    float[] ys = y.floats();
    int limit = (int) bound ^ 0x80000000;
    pieces(
        key,
        counter,
        y.count(),
        (words, at, n) -> {
          int to = y.offset() + at;
          for (int i = 0; i < n; i++) {
            ys[to + i] = (words[i] ^ 0x80000000) < limit ? 1 : 0;
          }
        });
  }

  @Override
  public void dropout(long key, long counter, double p, double scale, View x, View y) {
    long bound = ScalarRandom.threshold(p);
    if (!(y.storage() instanceof FloatStorage) || bound > 0xFFFFFFFFL || !x.isContiguous()) {
      SCALAR.dropout(key, counter, p, scale, x, y);
      return;
    }
    float[] xs = x.floats();
    float[] ys = y.floats();
    float factor = (float) scale;
    int limit = (int) bound ^ 0x80000000;
    pieces(
        key,
        counter,
        y.count(),
        (words, at, n) -> drop(words, n, limit, xs, x.offset() + at, factor, ys, y.offset() + at));
  }

  private static void drop(
      int[] words, int n, int limit, float[] x, int xo, float factor, float[] y, int yo) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      VectorMask<Integer> kept =
          IntVector.fromArray(I, words, i)
              .lanewise(VectorOperators.XOR, 0x80000000)
              .compare(VectorOperators.GE, limit);
      FloatVector.zero(S)
          .blend(FloatVector.fromArray(S, x, xo + i).mul(factor), kept.cast(S))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = (words[i] ^ 0x80000000) < limit ? 0 : x[xo + i] * factor;
    }
  }

  @Override
  public void integers(long key, long counter, long low, long high, View y) {
    SCALAR.integers(key, counter, low, high, y);
  }

  @Override
  public void uniformOpen(long key, long counter, double low, double high, View y) {
    if (!(y.storage() instanceof FloatStorage)) {
      SCALAR.uniformOpen(key, counter, low, high, y);
      return;
    }
    float from = (float) low;
    float span = (float) (high - low);
    float least = Math.nextUp((float) low);
    float most = Math.nextDown((float) high);
    float[] ys = y.floats();
    pieces(
        key,
        counter,
        y.count(),
        (words, at, n) -> {
          int to = y.offset() + at;
          for (int i = 0; i < n; i++) { // a plain loop: C2 makes vectors of it
            float value = from + span * (((words[i] >>> 9) + 0.5f) * 0x1p-23f);
            ys[to + i] = Math.max(Math.min(value, most), least);
          }
        });
  }

  @Override
  public void exponential(long key, long counter, double rate, View y) {
    if (!(y.storage() instanceof FloatStorage)) {
      SCALAR.exponential(key, counter, rate, y);
      return;
    }
    float[] ys = y.floats();
    float scale = (float) (-1 / rate);
    pieces(
        key,
        counter,
        y.count(),
        (words, at, n) ->
            inSteps(
                words,
                n,
                LANES,
                ys,
                y.offset() + at,
                (from, count, out, to) -> scaledLogarithms(from, scale, out, to, count)));
  }

  /// `y = scale·ln u` for a multiple of the vector length.
  private static void scaledLogarithms(int[] words, float scale, float[] y, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      IntVector w = IntVector.fromArray(I, words, i).lanewise(VectorOperators.LSHR, 1);
      FloatVector u = ((FloatVector) w.convert(VectorOperators.I2F, 0)).add(0.5f).mul(0x1p-31f);
      SimdMath.logOfNormal(u.min(1 - 0x1p-24f)).mul(scale).intoArray(y, to + i);
    }
  }

  @Override
  public void bernoulli(long key, long counter, View p, View y) {
    if (!(y.storage() instanceof FloatStorage) || !(p.storage() instanceof FloatStorage)) {
      SCALAR.bernoulli(key, counter, p, y);
      return;
    }
    float[] ps = p.floats();
    float[] ys = y.floats();
    int m = p.count();
    pieces(
        key,
        counter,
        y.count(),
        (words, at, n) -> {
          int from = at % m;
          for (int done = 0; done < n; ) {
            int run = Math.min(n - done, m - from);
            masks(words, done, ps, p.offset() + from, ys, y.offset() + at + done, run);
            done += run;
            from = 0;
          }
          ties(key, counter, words, at, n, p, y);
        });
  }

  /// A plain loop of which C2 makes vectors; a tie counts as a miss.
  private static void masks(int[] words, int wo, float[] p, int po, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      double word = (words[wo + i] ^ 0x80000000) + 0x1p31;
      y[yo + i] = word < Math.floor(p[po + i] * 0x1p32) ? 1 : 0;
    }
  }

  private static void ties(long key, long counter, int[] words, int at, int n, View p, View y) {
    int m = p.count();
    int from = at % m;
    for (int i = 0; i < n; i++) {
      double bound = p.floats()[p.offset() + from] * 0x1p32;
      double word = (words[i] ^ 0x80000000) + 0x1p31;
      if (word == Math.floor(bound) && ScalarRandom.tie(key, counter, at + i, word, bound)) {
        y.floats()[y.offset() + at + i] = 1;
      }
      from = from + 1 == m ? 0 : from + 1;
    }
  }
}

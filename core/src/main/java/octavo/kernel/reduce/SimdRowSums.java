package octavo.kernel.reduce;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;

/// Sums of neighboring float32 numbers.
///
/// A long row is summed in blocks of [#BLOCK] elements, each in [#PARTS] interleaved partial sums whatever
/// the vector length, the blocks in double; so the bits depend on the length alone.
final class SimdRowSums {
  /// Elements whose partial sums are kept in float.
  static final int BLOCK = 4096;

  /// Partial sums of a block: number `i` goes to the sum `i % PARTS`.
  static final int PARTS = 64;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// So many vectors of partial sums are taken in one pass over a block.
  private static final int TOGETHER = 4;

  /// Whether sixteen vectors hold the partial sums of two blocks, so that one pass will do; there are sixteen
  /// registers.
  private static final boolean EIGHT = 8 * S.length() == PARTS;

  private SimdRowSums() {}

  /// The sum of `n` numbers.
  static double sum(float[] x, int start, int n) {
    if (n < PARTS) {
      return rest(x, start, n);
    }
    double total = 0;
    float[] parts = Scratch.floats(Scratch.RESULT, 2 * PARTS);
    for (int block = 0; block < n; block += BLOCK) {
      int length = Math.min(BLOCK, n - block);
      int whole = length / PARTS * PARTS;
      for (int part = 0; part < PARTS; part += TOGETHER * S.length()) {
        partialSums(x, start + block + part, whole, parts, part);
      }
      total += collect(parts, 0, whole) + rest(x, start + block + whole, length - whole);
    }
    return total;
  }

  /// The sums of two rows of `n` numbers, the same as [#sum]. Memory is fetched along both at once, and further
  /// apart than neighbors they do not get in each other's way.
  static void sums(float[] x, int start0, int start1, int n, double[] sums) {
    float[] parts = Scratch.floats(Scratch.RESULT, 2 * PARTS);
    double sum0 = 0;
    double sum1 = 0;
    for (int block = 0; block < n; block += BLOCK) {
      int length = Math.min(BLOCK, n - block);
      int whole = length / PARTS * PARTS;
      int at0 = start0 + block;
      int at1 = start1 + block;
      if (EIGHT) {
        allSums(x, at0, at1, whole, parts);
      } else {
        for (int part = 0; part < PARTS; part += TOGETHER * S.length()) {
          partialSums(x, at0 + part, at1 + part, whole, parts, part);
        }
      }
      sum0 += collect(parts, 0, whole) + rest(x, at0 + whole, length - whole);
      sum1 += collect(parts, PARTS, whole) + rest(x, at1 + whole, length - whole);
    }
    sums[0] = sum0;
    sums[1] = sum1;
  }

  private static double rest(float[] x, int from, int n) {
    double total = 0;
    for (int i = from; i < from + n; i++) {
      total += x[i];
    }
    return total;
  }

  /// The partial sums `part` and on, as many as [#TOGETHER] vectors hold.
  private static void partialSums(float[] x, int at, int whole, float[] parts, int part) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int i = 0; i < whole; i += PARTS) {
      s0 = s0.add(FloatVector.fromArray(S, x, at + i));
      s1 = s1.add(FloatVector.fromArray(S, x, at + i + S.length()));
      s2 = s2.add(FloatVector.fromArray(S, x, at + i + 2 * S.length()));
      s3 = s3.add(FloatVector.fromArray(S, x, at + i + 3 * S.length()));
    }
    s0.intoArray(parts, part);
    s1.intoArray(parts, part + S.length());
    s2.intoArray(parts, part + 2 * S.length());
    s3.intoArray(parts, part + 3 * S.length());
  }

  /// The partial sums `part` and on of two rows; those of the second stand [#PARTS] further.
  private static void partialSums(float[] x, int at0, int at1, int whole, float[] parts, int part) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector t0 = FloatVector.zero(S);
    FloatVector t1 = FloatVector.zero(S);
    FloatVector t2 = FloatVector.zero(S);
    FloatVector t3 = FloatVector.zero(S);
    for (int i = 0; i < whole; i += PARTS) {
      s0 = s0.add(FloatVector.fromArray(S, x, at0 + i));
      s1 = s1.add(FloatVector.fromArray(S, x, at0 + i + S.length()));
      s2 = s2.add(FloatVector.fromArray(S, x, at0 + i + 2 * S.length()));
      s3 = s3.add(FloatVector.fromArray(S, x, at0 + i + 3 * S.length()));
      t0 = t0.add(FloatVector.fromArray(S, x, at1 + i));
      t1 = t1.add(FloatVector.fromArray(S, x, at1 + i + S.length()));
      t2 = t2.add(FloatVector.fromArray(S, x, at1 + i + 2 * S.length()));
      t3 = t3.add(FloatVector.fromArray(S, x, at1 + i + 3 * S.length()));
    }
    s0.intoArray(parts, part);
    s1.intoArray(parts, part + S.length());
    s2.intoArray(parts, part + 2 * S.length());
    s3.intoArray(parts, part + 3 * S.length());
    t0.intoArray(parts, PARTS + part);
    t1.intoArray(parts, PARTS + part + S.length());
    t2.intoArray(parts, PARTS + part + 2 * S.length());
    t3.intoArray(parts, PARTS + part + 3 * S.length());
  }

  /// All partial sums of two blocks. Each is added to from memory, so that the sums fill the registers.
  private static void allSums(float[] x, int at0, int at1, int whole, float[] parts) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector s4 = FloatVector.zero(S);
    FloatVector s5 = FloatVector.zero(S);
    FloatVector s6 = FloatVector.zero(S);
    FloatVector s7 = FloatVector.zero(S);
    FloatVector t0 = FloatVector.zero(S);
    FloatVector t1 = FloatVector.zero(S);
    FloatVector t2 = FloatVector.zero(S);
    FloatVector t3 = FloatVector.zero(S);
    FloatVector t4 = FloatVector.zero(S);
    FloatVector t5 = FloatVector.zero(S);
    FloatVector t6 = FloatVector.zero(S);
    FloatVector t7 = FloatVector.zero(S);
    for (int i = 0; i < whole; i += PARTS) {
      s0 = s0.add(FloatVector.fromArray(S, x, at0 + i));
      s1 = s1.add(FloatVector.fromArray(S, x, at0 + i + S.length()));
      s2 = s2.add(FloatVector.fromArray(S, x, at0 + i + 2 * S.length()));
      s3 = s3.add(FloatVector.fromArray(S, x, at0 + i + 3 * S.length()));
      s4 = s4.add(FloatVector.fromArray(S, x, at0 + i + 4 * S.length()));
      s5 = s5.add(FloatVector.fromArray(S, x, at0 + i + 5 * S.length()));
      s6 = s6.add(FloatVector.fromArray(S, x, at0 + i + 6 * S.length()));
      s7 = s7.add(FloatVector.fromArray(S, x, at0 + i + 7 * S.length()));
      t0 = t0.add(FloatVector.fromArray(S, x, at1 + i));
      t1 = t1.add(FloatVector.fromArray(S, x, at1 + i + S.length()));
      t2 = t2.add(FloatVector.fromArray(S, x, at1 + i + 2 * S.length()));
      t3 = t3.add(FloatVector.fromArray(S, x, at1 + i + 3 * S.length()));
      t4 = t4.add(FloatVector.fromArray(S, x, at1 + i + 4 * S.length()));
      t5 = t5.add(FloatVector.fromArray(S, x, at1 + i + 5 * S.length()));
      t6 = t6.add(FloatVector.fromArray(S, x, at1 + i + 6 * S.length()));
      t7 = t7.add(FloatVector.fromArray(S, x, at1 + i + 7 * S.length()));
    }
    s0.intoArray(parts, 0);
    s1.intoArray(parts, S.length());
    s2.intoArray(parts, 2 * S.length());
    s3.intoArray(parts, 3 * S.length());
    s4.intoArray(parts, 4 * S.length());
    s5.intoArray(parts, 5 * S.length());
    s6.intoArray(parts, 6 * S.length());
    s7.intoArray(parts, 7 * S.length());
    t0.intoArray(parts, PARTS);
    t1.intoArray(parts, PARTS + S.length());
    t2.intoArray(parts, PARTS + 2 * S.length());
    t3.intoArray(parts, PARTS + 3 * S.length());
    t4.intoArray(parts, PARTS + 4 * S.length());
    t5.intoArray(parts, PARTS + 5 * S.length());
    t6.intoArray(parts, PARTS + 6 * S.length());
    t7.intoArray(parts, PARTS + 7 * S.length());
  }

  /// The sum of the squares of `n` numbers.
  static double squares(float[] x, int start, int n) {
    double total = 0;
    float[] parts = Scratch.floats(Scratch.RESULT, PARTS);
    for (int block = 0; block < n; block += BLOCK) {
      int length = Math.min(BLOCK, n - block);
      int whole = length / PARTS * PARTS;
      for (int part = 0; part < PARTS && whole > 0; part += 2 * S.length()) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        int at = start + block + part;
        for (int i = 0; i < whole; i += PARTS) {
          FloatVector a = FloatVector.fromArray(S, x, at + i);
          FloatVector b = FloatVector.fromArray(S, x, at + i + S.length());
          s0 = a.fma(a, s0);
          s1 = b.fma(b, s1);
        }
        s0.intoArray(parts, part);
        s1.intoArray(parts, part + S.length());
      }
      total += collect(parts, 0, whole);
      for (int i = whole; i < length; i++) {
        float v = x[start + block + i];
        total += (double) v * v;
      }
    }
    return total;
  }

  /// The sum of the parts: every sixteenth together in float, these in double and in
  /// four chains, so that memory waits as briefly as it can.
  private static double collect(float[] parts, int at, int whole) {
    if (whole == 0) {
      return 0;
    }
    float[] folded = new float[16];
    for (int j = 0; j < 16; j += S.length()) {
      FloatVector a = FloatVector.fromArray(S, parts, at + j);
      FloatVector b = FloatVector.fromArray(S, parts, at + j + 16);
      FloatVector c = FloatVector.fromArray(S, parts, at + j + 32);
      FloatVector d = FloatVector.fromArray(S, parts, at + j + 48);
      a.add(c).add(b.add(d)).intoArray(folded, j);
    }
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < 16; i += 4) {
      s0 += folded[i];
      s1 += folded[i + 1];
      s2 += folded[i + 2];
      s3 += folded[i + 3];
    }
    double total = (s0 + s1) + (s2 + s3);
    return Double.isFinite(total) ? total : inDouble(parts, at);
  }

  /// The sum of parts whose sums leave float32, or which are not finite themselves.
  private static double inDouble(float[] parts, int at) {
    double total = 0;
    for (int i = 0; i < PARTS; i++) {
      total += parts[at + i];
    }
    return total;
  }
}

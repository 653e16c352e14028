package octavo.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Weaves a few rows together: the numbers of one column lie one after the other then, and behind them those of the
/// next column.
final class SimdRowWeave {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// For `selectFrom(a, b)`: what six rows leave of a vector from the fifth row of `a` on, and then those
  /// of `b`.
  private static final float[] LAST_OF_SIX = {4, 5, 8, 9, 10, 11, 12, 13};

  /// The same of twelve rows from the ninth row of `a` on.
  private static final float[] LAST_OF_TWELVE = ending(8);

  /// For `selectFrom(a, b)`: all of `b`.
  private static final float[] SECOND = ending(12);

  private SimdRowWeave() {}

  /// Weaves 12, 8, 6 or 4 rows: `to[o + p·rows + i] = from[at + i·step + p]` for `k` numbers, whole vectors.
  static void weave(int rows, float[] from, int at, int step, int k, float[] to, int o) {
    if (rows == 12) {
      sixteen(from, at, step, 11, k, to, o, 12, LAST_OF_TWELVE, 4);
    } else if (rows == 8) {
      eight(from, at, step, k, to, o);
    } else if (rows == 6) {
      six(from, at, step, k, to, o);
    } else {
      four(from, at, step, k, to, o);
    }
  }

  /// Weaves eight rows: each round the two halves of the list of vectors, so that the number of a
  /// row moves bit by bit below the number of a column.
  private static void eight(float[] from, int at, int step, int k, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector r4 = FloatVector.fromArray(S, from, q + 4 * step);
      FloatVector r5 = FloatVector.fromArray(S, from, q + 5 * step);
      FloatVector r6 = FloatVector.fromArray(S, from, q + 6 * step);
      FloatVector r7 = FloatVector.fromArray(S, from, q + 7 * step);
      FloatVector a0 = low.selectFrom(r0, r4);
      FloatVector a1 = high.selectFrom(r0, r4);
      FloatVector a2 = low.selectFrom(r1, r5);
      FloatVector a3 = high.selectFrom(r1, r5);
      FloatVector a4 = low.selectFrom(r2, r6);
      FloatVector a5 = high.selectFrom(r2, r6);
      FloatVector a6 = low.selectFrom(r3, r7);
      FloatVector a7 = high.selectFrom(r3, r7);
      r0 = low.selectFrom(a0, a4);
      r1 = high.selectFrom(a0, a4);
      r2 = low.selectFrom(a1, a5);
      r3 = high.selectFrom(a1, a5);
      r4 = low.selectFrom(a2, a6);
      r5 = high.selectFrom(a2, a6);
      r6 = low.selectFrom(a3, a7);
      r7 = high.selectFrom(a3, a7);
      int t = o + p * 8;
      low.selectFrom(r0, r4).intoArray(to, t);
      high.selectFrom(r0, r4).intoArray(to, t + LANES);
      low.selectFrom(r1, r5).intoArray(to, t + 2 * LANES);
      high.selectFrom(r1, r5).intoArray(to, t + 3 * LANES);
      low.selectFrom(r2, r6).intoArray(to, t + 4 * LANES);
      high.selectFrom(r2, r6).intoArray(to, t + 5 * LANES);
      low.selectFrom(r3, r7).intoArray(to, t + 6 * LANES);
      high.selectFrom(r3, r7).intoArray(to, t + 7 * LANES);
    }
  }

  /// Weaves sixteen rows of vectors of as many lanes, as [#eight]: `to[o + p·width + i] = from[at + i·step + p]`.
  static void sixteen(float[] from, int at, int step, int k, float[] to, int o, int width) {
    sixteen(from, at, step, 15, k, to, o, width, SECOND, 0);
  }

  /// Weaves as many rows as there are up to the last one; in place of others that is read again. A vector reaches into
  /// the next inner index, which is written later, and the last one begins `earlier` and takes along, as `ending`
  /// selects, what lies there.
  private static void sixteen(
      float[] from,
      int at,
      int step,
      int lastRow,
      int k,
      float[] to,
      int o,
      int width,
      float[] ending,
      int earlier) {
    FloatVector end = FloatVector.fromArray(S, ending, 0);
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector r4 = FloatVector.fromArray(S, from, q + 4 * step);
      FloatVector r5 = FloatVector.fromArray(S, from, q + 5 * step);
      FloatVector r6 = FloatVector.fromArray(S, from, q + 6 * step);
      FloatVector r7 = FloatVector.fromArray(S, from, q + 7 * step);
      FloatVector r8 = FloatVector.fromArray(S, from, q + 8 * step);
      FloatVector r9 = FloatVector.fromArray(S, from, q + 9 * step);
      FloatVector r10 = FloatVector.fromArray(S, from, q + 10 * step);
      FloatVector r11 = FloatVector.fromArray(S, from, q + 11 * step);
      FloatVector r12 = FloatVector.fromArray(S, from, q + Math.min(12, lastRow) * step);
      FloatVector r13 = FloatVector.fromArray(S, from, q + Math.min(13, lastRow) * step);
      FloatVector r14 = FloatVector.fromArray(S, from, q + Math.min(14, lastRow) * step);
      FloatVector r15 = FloatVector.fromArray(S, from, q + Math.min(15, lastRow) * step);
      FloatVector a0 = low.selectFrom(r0, r8);
      FloatVector a1 = high.selectFrom(r0, r8);
      FloatVector a2 = low.selectFrom(r1, r9);
      FloatVector a3 = high.selectFrom(r1, r9);
      FloatVector a4 = low.selectFrom(r2, r10);
      FloatVector a5 = high.selectFrom(r2, r10);
      FloatVector a6 = low.selectFrom(r3, r11);
      FloatVector a7 = high.selectFrom(r3, r11);
      FloatVector a8 = low.selectFrom(r4, r12);
      FloatVector a9 = high.selectFrom(r4, r12);
      FloatVector a10 = low.selectFrom(r5, r13);
      FloatVector a11 = high.selectFrom(r5, r13);
      FloatVector a12 = low.selectFrom(r6, r14);
      FloatVector a13 = high.selectFrom(r6, r14);
      FloatVector a14 = low.selectFrom(r7, r15);
      FloatVector a15 = high.selectFrom(r7, r15);
      r0 = low.selectFrom(a0, a8);
      r1 = high.selectFrom(a0, a8);
      r2 = low.selectFrom(a1, a9);
      r3 = high.selectFrom(a1, a9);
      r4 = low.selectFrom(a2, a10);
      r5 = high.selectFrom(a2, a10);
      r6 = low.selectFrom(a3, a11);
      r7 = high.selectFrom(a3, a11);
      r8 = low.selectFrom(a4, a12);
      r9 = high.selectFrom(a4, a12);
      r10 = low.selectFrom(a5, a13);
      r11 = high.selectFrom(a5, a13);
      r12 = low.selectFrom(a6, a14);
      r13 = high.selectFrom(a6, a14);
      r14 = low.selectFrom(a7, a15);
      r15 = high.selectFrom(a7, a15);
      a0 = low.selectFrom(r0, r8);
      a1 = high.selectFrom(r0, r8);
      a2 = low.selectFrom(r1, r9);
      a3 = high.selectFrom(r1, r9);
      a4 = low.selectFrom(r2, r10);
      a5 = high.selectFrom(r2, r10);
      a6 = low.selectFrom(r3, r11);
      a7 = high.selectFrom(r3, r11);
      a8 = low.selectFrom(r4, r12);
      a9 = high.selectFrom(r4, r12);
      a10 = low.selectFrom(r5, r13);
      a11 = high.selectFrom(r5, r13);
      a12 = low.selectFrom(r6, r14);
      a13 = high.selectFrom(r6, r14);
      a14 = low.selectFrom(r7, r15);
      a15 = high.selectFrom(r7, r15);
      r0 = low.selectFrom(a0, a8);
      r1 = high.selectFrom(a0, a8);
      r2 = low.selectFrom(a1, a9);
      r3 = high.selectFrom(a1, a9);
      r4 = low.selectFrom(a2, a10);
      r5 = high.selectFrom(a2, a10);
      r6 = low.selectFrom(a3, a11);
      r7 = high.selectFrom(a3, a11);
      r8 = low.selectFrom(a4, a12);
      r9 = high.selectFrom(a4, a12);
      r10 = low.selectFrom(a5, a13);
      r11 = high.selectFrom(a5, a13);
      r12 = low.selectFrom(a6, a14);
      r13 = high.selectFrom(a6, a14);
      r14 = low.selectFrom(a7, a15);
      r15 = high.selectFrom(a7, a15);
      int t = o + p * width;
      r0.intoArray(to, t);
      r1.intoArray(to, t + width);
      r2.intoArray(to, t + 2 * width);
      r3.intoArray(to, t + 3 * width);
      r4.intoArray(to, t + 4 * width);
      r5.intoArray(to, t + 5 * width);
      r6.intoArray(to, t + 6 * width);
      r7.intoArray(to, t + 7 * width);
      r8.intoArray(to, t + 8 * width);
      r9.intoArray(to, t + 9 * width);
      r10.intoArray(to, t + 10 * width);
      r11.intoArray(to, t + 11 * width);
      r12.intoArray(to, t + 12 * width);
      r13.intoArray(to, t + 13 * width);
      r14.intoArray(to, t + 14 * width);
      end.selectFrom(r14, r15).intoArray(to, t + 15 * width - earlier);
    }
  }

  /// Weaves six rows as if there were eight: each vector reaches into the next inner index, which is
  /// written later, and the last one begins earlier instead.
  private static void six(float[] from, int at, int step, int k, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    FloatVector last = FloatVector.fromArray(S, LAST_OF_SIX, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector r4 = FloatVector.fromArray(S, from, q + 4 * step);
      FloatVector r5 = FloatVector.fromArray(S, from, q + 5 * step);
      FloatVector a0 = low.selectFrom(r0, r4);
      FloatVector a1 = high.selectFrom(r0, r4);
      FloatVector a2 = low.selectFrom(r1, r5);
      FloatVector a3 = high.selectFrom(r1, r5);
      FloatVector a4 = low.selectFrom(r2, r2);
      FloatVector a5 = high.selectFrom(r2, r2);
      FloatVector a6 = low.selectFrom(r3, r3);
      FloatVector a7 = high.selectFrom(r3, r3);
      r0 = low.selectFrom(a0, a4);
      r1 = high.selectFrom(a0, a4);
      r2 = low.selectFrom(a1, a5);
      r3 = high.selectFrom(a1, a5);
      r4 = low.selectFrom(a2, a6);
      r5 = high.selectFrom(a2, a6);
      FloatVector r6 = low.selectFrom(a3, a7);
      FloatVector r7 = high.selectFrom(a3, a7);
      int t = o + p * 6;
      low.selectFrom(r0, r4).intoArray(to, t);
      high.selectFrom(r0, r4).intoArray(to, t + 6);
      low.selectFrom(r1, r5).intoArray(to, t + 12);
      high.selectFrom(r1, r5).intoArray(to, t + 18);
      low.selectFrom(r2, r6).intoArray(to, t + 24);
      high.selectFrom(r2, r6).intoArray(to, t + 30);
      FloatVector seventh = low.selectFrom(r3, r7);
      seventh.intoArray(to, t + 36);
      last.selectFrom(seventh, high.selectFrom(r3, r7)).intoArray(to, t + 40);
    }
  }

  private static void four(float[] from, int at, int step, int k, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector a0 = low.selectFrom(r0, r2);
      FloatVector a1 = high.selectFrom(r0, r2);
      FloatVector a2 = low.selectFrom(r1, r3);
      FloatVector a3 = high.selectFrom(r1, r3);
      int t = o + p * 4;
      low.selectFrom(a0, a2).intoArray(to, t);
      high.selectFrom(a0, a2).intoArray(to, t + LANES);
      low.selectFrom(a1, a3).intoArray(to, t + 2 * LANES);
      high.selectFrom(a1, a3).intoArray(to, t + 3 * LANES);
    }
  }

  /// For `selectFrom(a, b)`: from lane `first` to lane 12 of `a`, and then of `b`.
  private static float[] ending(int first) {
    float[] index = new float[16];
    for (int i = 0; i < 16; i++) {
      index[i] = i < 12 - first ? first + i : 16 + i - (12 - first);
    }
    return index;
  }
}

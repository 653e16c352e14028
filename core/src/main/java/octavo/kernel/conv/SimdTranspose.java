package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Transposes squares of a vector's length. A square is woven like a pack of cards: each round
/// weaves row `i` with row `i + LANES/2`, and after `log₂ LANES` rounds rows are columns. Two rounds
/// are done at a time. Where vectors have eight places, the processor has no instruction that weaves two; there
/// loads that begin a few numbers earlier put the numbers of four rows into their places at once.
public final class SimdTranspose {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// Rows and columns of a square.
  public static final int LANES = S.length();

  private static final int QUARTER = LANES / 4;

  /// The odd places of a vector, those whose number divided by two is odd, and the upper half.
  private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0xAAAA);

  private static final VectorMask<Float> ODD_PAIRS = VectorMask.fromLong(S, 0xCCCC);
  private static final VectorMask<Float> UPPER = VectorMask.fromLong(S, 0xF0F0);

  /// Which number of two rows each place of a vector takes that begins with the first or with the
  /// second row, and which of the first two of three, the third's places aside.
  private static final float[] TWO = new float[2 * LANES];

  private static final float[] THREE = new float[3 * LANES];

  /// Which number of these or of the third row each place takes.
  private static final float[] THIRD = new float[3 * LANES];

  static {
    for (int i = 0; i < 2 * LANES; i++) {
      int place = i / LANES + i % LANES;
      TWO[i] = place % 2 * LANES + place / 2;
    }
    for (int i = 0; i < 3 * LANES; i++) {
      int place = i / LANES + i % LANES;
      THREE[i] = place % 3 % 2 * LANES + place / 3;
      THIRD[i] = place % 3 == 2 ? LANES + place / 3 : i % LANES;
    }
  }

  private SimdTranspose() {}

  /// `to[o + c·ldt + r] = from[f + r·ldf + c]` for a square; `room` has place for another.
  public static void square(
      float[] from, int f, int ldf, float[] room, float[] to, int o, int ldt) {
    if (LANES == 4) {
      twice(from, f, ldf, to, o, ldt);
    } else if (LANES == 8) {
      for (int c = 0; c < LANES; c += 2) {
        pair(from, f + c, ldf, to, o + c * ldt, ldt);
      }
    } else {
      twice(from, f, ldf, room, 0, LANES);
      twice(room, 0, LANES, to, o, ldt);
    }
  }

  /// The two columns from `f` on of a square of eight.
  private static void pair(float[] from, int f, int ldf, float[] to, int o, int ldt) {
    FloatVector even = everyOther(from, f, ldf);
    FloatVector odd = everyOther(from, f + ldf, ldf);
    FloatVector down =
        even.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 32).reinterpretAsFloats();
    FloatVector up =
        odd.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 32).reinterpretAsFloats();
    even.blend(up, ODD).intoArray(to, o);
    down.blend(odd, ODD).intoArray(to, o + ldt);
  }

  /// The numbers at `f` and behind it, and those in the second, fourth and sixth row below.
  private static FloatVector everyOther(float[] from, int f, int ldf) {
    FloatVector a = FloatVector.fromArray(S, from, f);
    FloatVector b = FloatVector.fromArray(S, from, f + 2 * ldf - 2);
    FloatVector c = FloatVector.fromArray(S, from, f + 4 * ldf - 4);
    FloatVector d = FloatVector.fromArray(S, from, f + 6 * ldf - 6);
    return a.blend(b, ODD_PAIRS).blend(c.blend(d, ODD_PAIRS), UPPER);
  }

  /// `to[o + c·ldt + r] = from[f + r·ldf + c]` for a matrix of any size; `room` has place for a square. The last
  /// squares overlap those before them.
  static void matrix(
      float[] from,
      int f,
      int ldf,
      int rows,
      int columns,
      float[] room,
      float[] to,
      int o,
      int ldt) {
    if (rows < LANES || columns < LANES) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          to[o + c * ldt + r] = from[f + r * ldf + c];
        }
      }
      return;
    }
    // the longer side goes by in the inner loop: so many lines are read or written one after the
    // other
    boolean tall = rows > columns;
    int outer = tall ? columns : rows;
    int inner = tall ? rows : columns;
    for (int i = 0; i < outer; i += LANES) {
      for (int j = 0; j < inner; j += LANES) {
        int c = Math.min(tall ? i : j, columns - LANES);
        int r = Math.min(tall ? j : i, rows - LANES);
        square(from, f + r * ldf + c, ldf, room, to, o + c * ldt + r, ldt);
      }
    }
  }

  private static void twice(float[] from, int f, int ldf, float[] to, int o, int ldt) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int i = 0; i < QUARTER; i++) {
      FloatVector v0 = FloatVector.fromArray(S, from, f + i * ldf);
      FloatVector v1 = FloatVector.fromArray(S, from, f + (i + QUARTER) * ldf);
      FloatVector v2 = FloatVector.fromArray(S, from, f + (i + 2 * QUARTER) * ldf);
      FloatVector v3 = FloatVector.fromArray(S, from, f + (i + 3 * QUARTER) * ldf);
      FloatVector a0 = low.selectFrom(v0, v2);
      FloatVector a1 = high.selectFrom(v0, v2);
      FloatVector b0 = low.selectFrom(v1, v3);
      FloatVector b1 = high.selectFrom(v1, v3);
      int t = o + 4 * i * ldt;
      low.selectFrom(a0, b0).intoArray(to, t);
      high.selectFrom(a0, b0).intoArray(to, t + ldt);
      low.selectFrom(a1, b1).intoArray(to, t + 2 * ldt);
      high.selectFrom(a1, b1).intoArray(to, t + 3 * ldt);
    }
  }

  /// The most steps of [#weave].
  static final int MOST_STEPS = 3;

  /// `to[t + k·steps + s] = from[f + s·apart + k]` for the first `n` of these numbers and 2 or 3
  /// steps; up to a vector more is read, and the last one written may repeat numbers of the one before
  /// it.
  static void weave(int steps, float[] from, int f, int apart, int n, float[] to, int t) {
    int last = n - LANES;
    if (last < 0) {
      for (int s = 0; s < steps; s++) {
        for (int i = s, k = f + s * apart; i < n; i += steps, k++) {
          to[t + i] = from[k];
        }
      }
    } else if (steps == 2) {
      for (int o = 0; o < n; o += LANES) {
        int at = Math.min(o, last);
        FloatVector a = FloatVector.fromArray(S, from, f + at / 2);
        FloatVector b = FloatVector.fromArray(S, from, f + at / 2 + apart);
        FloatVector.fromArray(S, TWO, at % 2 * LANES).selectFrom(a, b).intoArray(to, t + at);
      }
    } else {
      for (int o = 0; o < n; o += LANES) {
        int at = Math.min(o, last);
        FloatVector a = FloatVector.fromArray(S, from, f + at / 3);
        FloatVector b = FloatVector.fromArray(S, from, f + at / 3 + apart);
        FloatVector c = FloatVector.fromArray(S, from, f + at / 3 + 2 * apart);
        FloatVector two = FloatVector.fromArray(S, THREE, at % 3 * LANES).selectFrom(a, b);
        FloatVector.fromArray(S, THIRD, at % 3 * LANES).selectFrom(two, c).intoArray(to, t + at);
      }
    }
  }
}

package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Sums and differences of whole rows, of the input and of the sums of [PairedConv].
final class SimdPairs {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  private SimdPairs() {}

  /// `to[t + i·line + j] = from[a + i·step + j] + sign·from[b + i·step + j]` for `rows` rows `i` and `j < n`;
  /// with a sign of 0 there is no second number. Up to a vector more is written behind the last row.
  static void rows(
      int rows,
      int n,
      float[] from,
      int a,
      int b,
      int sign,
      int step,
      float[] to,
      int t,
      int line) {
    // from right to left, since a vector that reaches beyond its row is in the next row's first
    // columns
    for (int k = (n - 1) / LANES * LANES; k >= 0; k -= LANES) {
      if (sign == 0) {
        for (int i = 0; i < rows; i++) {
          FloatVector.fromArray(S, from, a + k + i * step).intoArray(to, t + k + i * line);
        }
      } else {
        FloatVector factor = FloatVector.broadcast(S, sign);
        for (int i = 0; i < rows; i++) {
          FloatVector u = FloatVector.fromArray(S, from, a + k + i * step);
          FloatVector v = FloatVector.fromArray(S, from, b + k + i * step);
          factor.fma(v, u).intoArray(to, t + k + i * line);
        }
      }
    }
  }

  /// The same of one row of many numbers.
  static void run(int n, float[] from, int a, int b, int sign, float[] to, int t) {
    if (sign == 0) {
      for (int j = 0; j < n; j += LANES) {
        FloatVector.fromArray(S, from, a + j).intoArray(to, t + j);
      }
    } else {
      FloatVector factor = FloatVector.broadcast(S, sign);
      for (int j = 0; j < n; j += LANES) {
        FloatVector v = FloatVector.fromArray(S, from, b + j);
        factor.fma(v, FloatVector.fromArray(S, from, a + j)).intoArray(to, t + j);
      }
    }
  }

  /// `to[t + j] = Σ_k factors[k]·from[places[k] + j]` for `j < n`, a multiple of a vector's length, and
  /// the first `count` factors.
  static void sum(
      int count, int n, float[] from, int[] places, float[] factors, float[] to, int t) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector sum = FloatVector.fromArray(S, from, places[0] + j).mul(factors[0]);
      for (int k = 1; k < count; k++) {
        FloatVector factor = FloatVector.broadcast(S, factors[k]);
        sum = factor.fma(FloatVector.fromArray(S, from, places[k] + j), sum);
      }
      sum.intoArray(to, t + j);
    }
  }

  /// `to[t + c·line + j] = Σ_k factors[k]·from[f + c·step + places[k] + j]` for `rows` rows `c`, `j < 2·LANES`
  /// and the first `count` factors.
  static void sums(
      int rows,
      int count,
      float[] from,
      int f,
      int step,
      int[] places,
      float[] factors,
      float[] to,
      int t,
      int line) {
    for (int c = 0; c < rows; c++) {
      int at = f + c * step;
      FloatVector a = FloatVector.fromArray(S, from, at + places[0]).mul(factors[0]);
      FloatVector b = FloatVector.fromArray(S, from, at + places[0] + LANES).mul(factors[0]);
      for (int k = 1; k < count; k++) {
        FloatVector factor = FloatVector.broadcast(S, factors[k]);
        a = factor.fma(FloatVector.fromArray(S, from, at + places[k]), a);
        b = factor.fma(FloatVector.fromArray(S, from, at + places[k] + LANES), b);
      }
      a.intoArray(to, t + c * line);
      b.intoArray(to, t + c * line + LANES);
    }
  }
}

package octavo.kernel.recurrent;

import static octavo.kernel.elementwise.SimdMath.sigmoid;
import static octavo.kernel.elementwise.SimdMath.tanh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The gates of one sequence in one step, for hidden units that fill whole vectors: in `block` the numbers of a
/// gate begin `width` behind those of the gate before.
final class SimdGates {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdGates() {}

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  /// `1 - x`.
  private static FloatVector rest(FloatVector x) {
    return FloatVector.broadcast(S, 1f).sub(x);
  }

  static void tanhUnits(float[] block, int from, float[] hidden, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      tanh(at(block, from + j)).intoArray(hidden, to + j);
    }
  }

  static void reluUnits(float[] block, int from, float[] hidden, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector x = at(block, from + j);
      x.blend(0f, x.compare(VectorOperators.LE, 0f)).intoArray(hidden, to + j);
    }
  }

  /// Gates in `block`, `cell` and `hidden` become those behind the step.
  static void lstm(
      float[] block, int from, int width, float[] cell, float[] hidden, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      int b = from + j;
      FloatVector i = sigmoid(at(block, b));
      FloatVector f = sigmoid(at(block, b + width));
      FloatVector g = tanh(at(block, b + 2 * width));
      FloatVector c = f.fma(at(cell, to + j), i.mul(g));
      i.intoArray(block, b);
      f.intoArray(block, b + width);
      g.intoArray(block, b + 2 * width);
      c.intoArray(cell, to + j);
      FloatVector o = sigmoid(at(block, b + 3 * width));
      o.intoArray(block, b + 3 * width);
      o.mul(tanh(c)).intoArray(hidden, to + j);
    }
  }

  /// Gates in `block` and `hidden` become those behind the step; the fourth is `p + b` before and behind.
  static void gru(float[] block, int from, int width, float[] hidden, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      int b = from + j;
      FloatVector r = sigmoid(at(block, b));
      FloatVector z = sigmoid(at(block, b + width));
      FloatVector v = tanh(r.fma(at(block, b + 3 * width), at(block, b + 2 * width)));
      r.intoArray(block, b);
      z.intoArray(block, b + width);
      v.intoArray(block, b + 2 * width);
      z.fma(at(hidden, to + j), rest(z).mul(v)).intoArray(hidden, to + j);
    }
  }

  /// `d = dh·(1 - h²)`.
  static void tanhBackward(float[] hidden, float[] dHidden, int at, float[] block, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector h = at(hidden, j);
      at(dHidden, at + j)
          .mul(h.fma(h.neg(), FloatVector.broadcast(S, 1f)))
          .intoArray(block, to + j);
    }
  }

  /// `d = dh` where `h` is above 0, else 0.
  static void reluBackward(float[] hidden, float[] dHidden, int at, float[] block, int to, int n) {
    FloatVector zero = FloatVector.zero(S);
    for (int j = 0; j < n; j += LANES) {
      FloatVector dh = at(dHidden, at + j);
      zero.blend(dh, at(hidden, j).compare(VectorOperators.GT, 0f)).intoArray(block, to + j);
    }
  }

  /// Gates in `block` become their gradients, and `dCell` that of the cell before.
  static void lstmBackward(
      float[] block,
      int from,
      int width,
      float[] cell,
      float[] before,
      float[] dHidden,
      float[] dCell,
      int at,
      int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < n; j += LANES) {
      int b = from + j;
      FloatVector t = tanh(at(cell, j));
      FloatVector o = at(block, b + 3 * width);
      FloatVector dh = at(dHidden, at + j);
      FloatVector dc = dh.mul(o).fma(t.fma(t.neg(), one), at(dCell, at + j));
      dh.mul(t).mul(o.mul(one.sub(o))).intoArray(block, b + 3 * width);
      FloatVector i = at(block, b);
      FloatVector f = at(block, b + width);
      FloatVector g = at(block, b + 2 * width);
      dc.mul(g).mul(i.mul(one.sub(i))).intoArray(block, b);
      dc.mul(at(before, j)).mul(f.mul(one.sub(f))).intoArray(block, b + width);
      dc.mul(i).mul(g.fma(g.neg(), one)).intoArray(block, b + 2 * width);
      dc.mul(f).intoArray(dCell, at + j);
    }
  }

  /// Gates in `block` become their gradients, and `dHidden` what goes to the state before besides the
  /// products.
  static void gruBackward(
      float[] block, int from, int width, float[] before, float[] dHidden, int at, int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < n; j += LANES) {
      int b = from + j;
      FloatVector r = at(block, b);
      FloatVector z = at(block, b + width);
      FloatVector v = at(block, b + 2 * width);
      FloatVector q = at(block, b + 3 * width);
      FloatVector dh = at(dHidden, at + j);
      FloatVector dv = dh.mul(rest(z)).mul(v.fma(v.neg(), one));
      dv.mul(q).mul(r.mul(rest(r))).intoArray(block, b);
      dh.mul(at(before, j).sub(v)).mul(z.mul(rest(z))).intoArray(block, b + width);
      dv.intoArray(block, b + 2 * width);
      dv.mul(r).intoArray(block, b + 3 * width);
      dh.mul(z).intoArray(dHidden, at + j);
    }
  }
}

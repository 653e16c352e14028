package octavo.kernel.recurrent;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.elementwise.SimdMath;

/// The gates of hidden units that fill whole vectors: in `block` those of one slot begin `plane` behind those of
/// the slot before.
///
/// A loop evaluates a function or does sums, never both: with more the compiler's limit of nodes is passed, and
/// what it does not inline makes an object of every vector.
final class SimdGates {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdGates() {}

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  private static void sigmoid(float[] x, int from, int n) {
    for (int j = from; j < from + n; j += LANES) {
      SimdMath.sigmoid(at(x, j)).intoArray(x, j);
    }
  }

  static void tanh(float[] x, int from, float[] y, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      SimdMath.tanh(at(x, from + j)).intoArray(y, to + j);
    }
  }

  static void relu(float[] x, int from, float[] y, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector v = at(x, from + j);
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, to + j);
    }
  }

  /// Gates in `block`, `cell` and `hidden` become those behind the step.
  static void lstm(float[] block, int plane, float[] cell, float[] hidden, int from, int n) {
    sigmoid(block, from, n);
    sigmoid(block, plane + from, n);
    tanh(block, 2 * plane + from, block, 2 * plane + from, n);
    sigmoid(block, 3 * plane + from, n);
    cells(block, plane, cell, from, n);
    tanh(cell, from, hidden, from, n);
    scale(block, 3 * plane + from, hidden, from, n);
  }

  private static void cells(float[] block, int plane, float[] cell, int from, int n) {
    for (int j = from; j < from + n; j += LANES) {
      FloatVector fresh = at(block, j).mul(at(block, 2 * plane + j));
      at(block, plane + j).fma(at(cell, j), fresh).intoArray(cell, j);
    }
  }

  /// `y = x·y`.
  private static void scale(float[] x, int from, float[] y, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      at(y, to + j).mul(at(x, from + j)).intoArray(y, to + j);
    }
  }

  /// Gates in `block` and `hidden` become those behind the step; the fourth is `p + b` before and behind.
  static void gru(float[] block, int plane, float[] hidden, int from, int n) {
    sigmoid(block, from, n);
    sigmoid(block, plane + from, n);
    sums(block, plane, from, n);
    tanh(block, 2 * plane + from, block, 2 * plane + from, n);
    mix(block, plane, hidden, from, n);
  }

  /// The candidate's sum: `x + r·(p + b)`.
  private static void sums(float[] block, int plane, int from, int n) {
    for (int j = from; j < from + n; j += LANES) {
      at(block, j)
          .fma(at(block, 3 * plane + j), at(block, 2 * plane + j))
          .intoArray(block, 2 * plane + j);
    }
  }

  /// `h = (1 - z)·n + z·h`.
  private static void mix(float[] block, int plane, float[] hidden, int from, int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = from; j < from + n; j += LANES) {
      FloatVector z = at(block, plane + j);
      FloatVector fresh = one.sub(z).mul(at(block, 2 * plane + j));
      z.fma(at(hidden, j), fresh).intoArray(hidden, j);
    }
  }

  /// `d = dh·(1 - h²)`, where `h` begins at `at`.
  static void tanhBackward(float[] h, int at, float[] dHidden, float[] block, int from, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector v = at(h, at + j);
      FloatVector slope = v.fma(v.neg(), FloatVector.broadcast(S, 1f));
      at(dHidden, from + j).mul(slope).intoArray(block, from + j);
    }
  }

  /// `d = dh` where `h` is above 0, else 0.
  static void reluBackward(float[] h, int at, float[] dHidden, float[] block, int from, int n) {
    FloatVector zero = FloatVector.zero(S);
    for (int j = 0; j < n; j += LANES) {
      FloatVector dh = at(dHidden, from + j);
      zero.blend(dh, at(h, at + j).compare(VectorOperators.GT, 0f)).intoArray(block, from + j);
    }
  }

  /// Gates in `block` become their gradients, and `dCell` that of the cell before.
  ///
  /// @param tanhs `tanh c`
  /// @param before the cells before the step, from `past` on
  static void lstmBackward(
      float[] block,
      int plane,
      float[] tanhs,
      float[] before,
      int past,
      float[] dHidden,
      float[] dCell,
      int from,
      int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int k = 0; k < n; k += LANES) {
      int j = from + k;
      FloatVector t = at(tanhs, j);
      FloatVector o = at(block, 3 * plane + j);
      FloatVector dh = at(dHidden, j);
      FloatVector dc = dh.mul(o).fma(t.fma(t.neg(), one), at(dCell, j));
      dh.mul(t).mul(o.mul(one.sub(o))).intoArray(block, 3 * plane + j);
      FloatVector i = at(block, j);
      FloatVector f = at(block, plane + j);
      FloatVector g = at(block, 2 * plane + j);
      dc.mul(g).mul(i.mul(one.sub(i))).intoArray(block, j);
      dc.mul(at(before, past + k)).mul(f.mul(one.sub(f))).intoArray(block, plane + j);
      dc.mul(i).mul(g.fma(g.neg(), one)).intoArray(block, 2 * plane + j);
      dc.mul(f).intoArray(dCell, j);
    }
  }

  /// Gates in `block` become their gradients, and `dHidden` what goes to the state before besides the
  /// products.
  ///
  /// @param before the hidden states before the step, from `past` on
  static void gruBackward(
      float[] block, int plane, float[] before, int past, float[] dHidden, int from, int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int k = 0; k < n; k += LANES) {
      int j = from + k;
      FloatVector r = at(block, j);
      FloatVector z = at(block, plane + j);
      FloatVector v = at(block, 2 * plane + j);
      FloatVector dh = at(dHidden, j);
      FloatVector dv = dh.mul(one.sub(z)).mul(v.fma(v.neg(), one));
      dv.mul(at(block, 3 * plane + j)).mul(r.mul(one.sub(r))).intoArray(block, j);
      dh.mul(at(before, past + k).sub(v)).mul(z.mul(one.sub(z))).intoArray(block, plane + j);
      dv.intoArray(block, 2 * plane + j);
      dv.mul(r).intoArray(block, 3 * plane + j);
      dh.mul(z).intoArray(dHidden, j);
    }
  }
}

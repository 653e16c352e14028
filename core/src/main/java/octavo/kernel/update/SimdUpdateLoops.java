package octavo.kernel.update;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [SimdUpdate] on arrays. The last elements are computed with the same roundings as
/// the others, so an element's value does not depend on its place.
final class SimdUpdateLoops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private SimdUpdateLoops() {}

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(S, value);
  }

  static void scale(float[] y, int yo, float a, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).mul(a).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] * a;
    }
  }

  static void add(float[] y, int yo, float a, float[] x, int xo, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(x, xo + i).fma(all(a), load(y, yo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i], a, y[yo + i]);
    }
  }

  static void blend(float[] y, int yo, float a, float[] x, int xo, float b, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      normal(load(y, yo + i).fma(all(a), load(x, xo + i).mul(b))).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = normal(Math.fma(y[yo + i], a, x[xo + i] * b));
    }
  }

  static void weightedSum(float[] y, int yo, float a, float[] x, int xo, float b, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).fma(all(a), load(x, xo + i).mul(b)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(y[yo + i], a, x[xo + i] * b);
    }
  }

  /// `x`, or 0 where it is no normal number.
  static FloatVector normal(FloatVector x) {
    return x.blend(0f, x.abs().compare(LT, Float.MIN_NORMAL));
  }

  static float normal(float x) {
    return Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
  }

  static void blendSquares(float[] y, int yo, float a, float[] x, int xo, float b, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).fma(all(a), load(x, xo + i).mul(load(x, xo + i)).mul(b)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(y[yo + i], a, x[xo + i] * x[xo + i] * b);
    }
  }

  static void maximum(float[] y, int yo, float[] x, int xo, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).max(load(x, xo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.max(y[yo + i], x[xo + i]);
    }
  }

  static void decayingMaximum(float[] y, int yo, float a, float[] x, int xo, float e, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).mul(a).max(load(x, xo + i).abs().add(e)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.max(y[yo + i] * a, Math.abs(x[xo + i]) + e);
    }
  }

  static void divideByRoot(
      float[] y, int yo, float a, float[] v, int vo, float root, float e, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i)
          .mul(a)
          .div(load(v, vo + i).sqrt().fma(all(root), all(e)))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] * a / Math.fma((float) Math.sqrt(v[vo + i]), root, e);
    }
  }

  static void divideByRootOf(
      float[] y, int yo, float a, float[] v, int vo, float factor, float e, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i)
          .mul(a)
          .div(load(v, vo + i).fma(all(factor), all(e)).sqrt())
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] * a / (float) Math.sqrt(Math.fma(v[vo + i], factor, e));
    }
  }

  static void multiplyByRoot(float[] y, int yo, float[] v, int vo, float e, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).mul(load(v, vo + i).add(e).sqrt()).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] * (float) Math.sqrt(v[vo + i] + e);
    }
  }

  static void divide(float[] y, int yo, float a, float[] v, int vo, float e, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).mul(a).div(load(v, vo + i).add(e)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] * a / (v[vo + i] + e);
    }
  }

  static void divideByFloored(float[] y, int yo, float[] v, int vo, float a, float floor, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).div(load(v, vo + i).mul(a).max(floor)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] / Math.max(v[vo + i] * a, floor);
    }
  }

  static void clip(float[] y, int yo, float b, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).max(-b).min(b).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.min(Math.max(y[yo + i], -b), b);
    }
  }

  static void floor(float[] y, int yo, float least, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).max(least).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.max(y[yo + i], least);
    }
  }

  static void shift(float[] y, int yo, float amount, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(y, yo + i).add(amount).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] + amount;
    }
  }

  static void sign(float[] y, int yo, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector x = load(y, yo + i);
      x.blend(1, x.compare(GT, 0)).blend(-1, x.compare(LT, 0)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.signum(y[yo + i]);
    }
  }

  static void resilient(
      float[] g, int go, float[] previous, float[] size, int from, Resilience r, int n) {
    float shrinkage = (float) r.shrinkage();
    float growth = (float) r.growth();
    float least = (float) r.least();
    float most = (float) r.most();
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector slope = load(g, go + i);
      FloatVector agreement = slope.mul(load(previous, from + i));
      VectorMask<Float> same = agreement.compare(GT, 0);
      VectorMask<Float> turned = agreement.compare(LT, 0);
      FloatVector s = load(size, from + i);
      s = s.mul(all(1).blend(growth, same).blend(shrinkage, turned)).max(least).min(most);
      slope = slope.blend(0, turned);
      s.intoArray(size, from + i);
      slope.intoArray(previous, from + i);
      FloatVector sign = slope.blend(1, slope.compare(GT, 0)).blend(-1, slope.compare(LT, 0));
      sign.mul(s).intoArray(g, go + i);
    }
    for (; i < n; i++) {
      float slope = g[go + i];
      float agreement = slope * previous[from + i];
      float s = size[from + i] * (agreement > 0 ? growth : agreement < 0 ? shrinkage : 1);
      s = Math.min(Math.max(s, least), most);
      slope = agreement < 0 ? 0 : slope;
      size[from + i] = s;
      previous[from + i] = slope;
      g[go + i] = Math.signum(slope) * s;
    }
  }

  /// Four chains of additions in double.
  static double sumOfSquares(float[] x, int from, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    int end = from + n;
    for (; i <= end - 4; i += 4) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < end; i++) {
      s0 += (double) x[i] * x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}

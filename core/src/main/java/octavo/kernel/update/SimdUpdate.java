package octavo.kernel.update;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.storage.FloatStorage;
import octavo.storage.Storage;

/// The loops of optimizers on float32; other types go to the oracle. The last elements are computed
/// with the same roundings as the others, so an element's value does not depend on its place.
public final class SimdUpdate implements UpdateKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final ScalarUpdate SCALAR = new ScalarUpdate();

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  @Override
  public void scale(Storage u, double factor, int n) {
    if (!(u instanceof FloatStorage us)) {
      SCALAR.scale(u, factor, n);
      return;
    }
    float[] x = us.array();
    float a = (float) factor;
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(x, i).mul(a).intoArray(x, i);
    }
    for (; i < n; i++) {
      x[i] *= a;
    }
  }

  @Override
  public void addScaled(Storage u, double factor, Storage p, int from, int n) {
    if (!(u instanceof FloatStorage us) || !(p instanceof FloatStorage ps)) {
      SCALAR.addScaled(u, factor, p, from, n);
      return;
    }
    axpy((float) factor, ps.array(), from, us.array(), 0, n);
  }

  @Override
  public void step(Storage p, double factor, Storage u, int from, int n) {
    if (!(u instanceof FloatStorage us) || !(p instanceof FloatStorage ps)) {
      SCALAR.step(p, factor, u, from, n);
      return;
    }
    axpy((float) factor, us.array(), 0, ps.array(), from, n);
  }

  private static void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(x, xo + i).fma(FloatVector.broadcast(S, a), load(y, yo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i], a, y[yo + i]);
    }
  }

  @Override
  public void clip(Storage u, double bound, int n) {
    if (!(u instanceof FloatStorage us)) {
      SCALAR.clip(u, bound, n);
      return;
    }
    float[] x = us.array();
    float b = (float) bound;
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      load(x, i).max(-b).min(b).intoArray(x, i);
    }
    for (; i < n; i++) {
      x[i] = Math.min(Math.max(x[i], -b), b);
    }
  }

  @Override
  public void momentum(
      Storage u, Storage m, double momentum, double dampening, boolean nesterov, int from, int n) {
    if (!(u instanceof FloatStorage us) || !(m instanceof FloatStorage ms)) {
      SCALAR.momentum(u, m, momentum, dampening, nesterov, from, n);
      return;
    }
    float[] x = us.array();
    float[] y = ms.array();
    float mu = (float) momentum;
    float share = (float) (1 - dampening);
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector g = load(x, i);
      FloatVector mean = load(y, from + i).fma(FloatVector.broadcast(S, mu), g.mul(share));
      mean.intoArray(y, from + i);
      (nesterov ? mean.fma(FloatVector.broadcast(S, mu), g) : mean).intoArray(x, i);
    }
    for (; i < n; i++) {
      float mean = Math.fma(y[from + i], mu, x[i] * share);
      y[from + i] = mean;
      x[i] = nesterov ? Math.fma(mean, mu, x[i]) : mean;
    }
  }

  @Override
  public void adam(
      Storage u,
      Storage m,
      Storage v,
      double beta1,
      double beta2,
      double correction1,
      double correction2,
      double epsilon,
      int from,
      int n) {
    if (!(u instanceof FloatStorage us)
        || !(m instanceof FloatStorage ms)
        || !(v instanceof FloatStorage vs)) {
      SCALAR.adam(u, m, v, beta1, beta2, correction1, correction2, epsilon, from, n);
      return;
    }
    float[] x = us.array();
    float[] y = ms.array();
    float[] z = vs.array();
    float b1 = (float) beta1;
    float a1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float a2 = (float) (1 - beta2);
    float scale = (float) (1 / correction1);
    float root = (float) (1 / Math.sqrt(correction2));
    float e = (float) epsilon;
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector g = load(x, i);
      FloatVector mean = load(y, from + i).mul(b1).add(g.mul(a1));
      FloatVector square = load(z, from + i).mul(b2).add(g.mul(g).mul(a2));
      mean.intoArray(y, from + i);
      square.intoArray(z, from + i);
      mean.mul(scale).div(square.sqrt().mul(root).add(e)).intoArray(x, i);
    }
    for (; i < n; i++) {
      float g = x[i];
      float mean = y[from + i] * b1 + g * a1;
      float square = z[from + i] * b2 + g * g * a2;
      y[from + i] = mean;
      z[from + i] = square;
      x[i] = mean * scale / ((float) Math.sqrt(square) * root + e);
    }
  }

  @Override
  public double sumOfSquares(Storage x, int from, int n) {
    if (!(x instanceof FloatStorage xs)) {
      return SCALAR.sumOfSquares(x, from, n);
    }
    float[] values = xs.array();
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}

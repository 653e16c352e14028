package octavo.kernel.update;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Whole steps of the commonest optimizers, each number read once and written once. They have the
/// roundings of the loops of [SimdUpdateLoops] that they stand for; what a step does not have costs
/// a multiplication by one or an addition of zero, which the memory hides.
final class SimdUpdateSteps {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private SimdUpdateSteps() {}

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(S, value);
  }

  static void plain(float[] p, int from, float[] g, int go, MomentumStep step, int n) {
    float scale = (float) step.scale();
    float coupled = (float) step.coupled();
    float decoupled = (float) step.decoupled();
    float down = (float) -step.rate();
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector at = load(p, from + i);
      FloatVector slope = at.fma(all(coupled), load(g, go + i).mul(scale));
      at.fma(all(decoupled), slope).fma(all(down), at).intoArray(p, from + i);
    }
    for (; i < n; i++) {
      float at = p[from + i];
      float slope = Math.fma(at, coupled, g[go + i] * scale);
      p[from + i] = Math.fma(Math.fma(at, decoupled, slope), down, at);
    }
  }

  static void momentum(
      float[] p, float[] m, int from, float[] g, int go, MomentumStep step, int n) {
    float scale = (float) step.scale();
    float coupled = (float) step.coupled();
    float mu = (float) step.momentum();
    float share = (float) step.share();
    boolean nesterov = step.nesterov();
    float decoupled = (float) step.decoupled();
    float down = (float) -step.rate();
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector at = load(p, from + i);
      FloatVector slope = at.fma(all(coupled), load(g, go + i).mul(scale));
      FloatVector mean = load(m, from + i).fma(all(mu), slope.mul(share));
      mean.intoArray(m, from + i);
      FloatVector u = nesterov ? mean.fma(all(mu), slope) : mean;
      at.fma(all(decoupled), u).fma(all(down), at).intoArray(p, from + i);
    }
    for (; i < n; i++) {
      float at = p[from + i];
      float slope = Math.fma(at, coupled, g[go + i] * scale);
      float mean = Math.fma(m[from + i], mu, slope * share);
      m[from + i] = mean;
      float u = nesterov ? Math.fma(mean, mu, slope) : mean;
      p[from + i] = Math.fma(Math.fma(at, decoupled, u), down, at);
    }
  }

  static void adam(
      float[] p, float[] m, float[] v, int from, float[] g, int go, AdamStep step, int n) {
    float scale = (float) step.scale();
    float coupled = (float) step.coupled();
    float b1 = (float) step.beta1();
    float a1 = (float) (1 - step.beta1());
    float b2 = (float) step.beta2();
    float a2 = (float) (1 - step.beta2());
    float factor = (float) step.factor();
    float root = (float) step.root();
    float e = (float) step.epsilon();
    float decoupled = (float) step.decoupled();
    float down = (float) -step.rate();
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector at = load(p, from + i);
      FloatVector slope = at.fma(all(coupled), load(g, go + i).mul(scale));
      FloatVector mean = load(m, from + i).fma(all(b1), slope.mul(a1));
      FloatVector square = load(v, from + i).fma(all(b2), slope.mul(slope).mul(a2));
      mean.intoArray(m, from + i);
      square.intoArray(v, from + i);
      FloatVector u = mean.mul(factor).div(square.sqrt().fma(all(root), all(e)));
      at.fma(all(decoupled), u).fma(all(down), at).intoArray(p, from + i);
    }
    for (; i < n; i++) {
      float at = p[from + i];
      float slope = Math.fma(at, coupled, g[go + i] * scale);
      float mean = Math.fma(m[from + i], b1, slope * a1);
      float square = Math.fma(v[from + i], b2, slope * slope * a2);
      m[from + i] = mean;
      v[from + i] = square;
      float u = mean * factor / Math.fma((float) Math.sqrt(square), root, e);
      p[from + i] = Math.fma(Math.fma(at, decoupled, u), down, at);
    }
  }
}

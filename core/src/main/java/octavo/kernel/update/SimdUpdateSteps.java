package octavo.kernel.update;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.storage.View;

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

  static void plain(View toMove, View gradient, int from, MomentumStep step, int n) {
    float[] p = toMove.floats();
    int po = toMove.offset() + from;
    float[] g = gradient.floats();
    int go = gradient.offset() + from;
    float scale = (float) step.scale();
    float coupled = (float) step.coupled();
    float decoupled = (float) step.decoupled();
    float down = (float) -step.rate();
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector at = load(p, po + i);
      FloatVector slope = at.fma(all(coupled), load(g, go + i).mul(scale));
      at.fma(all(decoupled), slope).fma(all(down), at).intoArray(p, po + i);
    }
    for (; i < n; i++) {
      float at = p[po + i];
      float slope = Math.fma(at, coupled, g[go + i] * scale);
      p[po + i] = Math.fma(Math.fma(at, decoupled, slope), down, at);
    }
  }

  static void momentum(View toMove, View means, View gradient, int from, MomentumStep step, int n) {
    float[] p = toMove.floats();
    int po = toMove.offset() + from;
    float[] m = means.floats();
    int mo = means.offset() + from;
    float[] g = gradient.floats();
    int go = gradient.offset() + from;
    float scale = (float) step.scale();
    float coupled = (float) step.coupled();
    float mu = (float) step.momentum();
    float share = (float) step.share();
    boolean nesterov = step.nesterov();
    float decoupled = (float) step.decoupled();
    float down = (float) -step.rate();
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector at = load(p, po + i);
      FloatVector slope = at.fma(all(coupled), load(g, go + i).mul(scale));
      FloatVector mean = SimdUpdateLoops.normal(load(m, mo + i).fma(all(mu), slope.mul(share)));
      mean.intoArray(m, mo + i);
      FloatVector u = nesterov ? mean.fma(all(mu), slope) : mean;
      at.fma(all(decoupled), u).fma(all(down), at).intoArray(p, po + i);
    }
    for (; i < n; i++) {
      float at = p[po + i];
      float slope = Math.fma(at, coupled, g[go + i] * scale);
      float mean = SimdUpdateLoops.normal(Math.fma(m[mo + i], mu, slope * share));
      m[mo + i] = mean;
      float u = nesterov ? Math.fma(mean, mu, slope) : mean;
      p[po + i] = Math.fma(Math.fma(at, decoupled, u), down, at);
    }
  }

  static void adam(
      View toMove, View means, View squares, View gradient, int from, AdamStep step, int n) {
    float[] p = toMove.floats();
    int po = toMove.offset() + from;
    float[] m = means.floats();
    int mo = means.offset() + from;
    float[] v = squares.floats();
    int vo = squares.offset() + from;
    float[] g = gradient.floats();
    int go = gradient.offset() + from;
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
      FloatVector at = load(p, po + i);
      FloatVector slope = at.fma(all(coupled), load(g, go + i).mul(scale));
      FloatVector mean = SimdUpdateLoops.normal(load(m, mo + i).fma(all(b1), slope.mul(a1)));
      FloatVector square = load(v, vo + i).fma(all(b2), slope.mul(slope).mul(a2));
      mean.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      FloatVector u = mean.mul(factor).div(square.sqrt().fma(all(root), all(e)));
      at.fma(all(decoupled), u).fma(all(down), at).intoArray(p, po + i);
    }
    for (; i < n; i++) {
      float at = p[po + i];
      float slope = Math.fma(at, coupled, g[go + i] * scale);
      float mean = SimdUpdateLoops.normal(Math.fma(m[mo + i], b1, slope * a1));
      float square = Math.fma(v[vo + i], b2, slope * slope * a2);
      m[mo + i] = mean;
      v[vo + i] = square;
      float u = mean * factor / Math.fma((float) Math.sqrt(square), root, e);
      p[po + i] = Math.fma(Math.fma(at, decoupled, u), down, at);
    }
  }
}

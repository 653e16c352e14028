package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import octavo.nn.Parameter;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Methods that PyTorch does not have, against their papers' formulas in plain loops.
class FormulasTest {
  private static final int N = 5;
  private static final int STEPS = 30;
  private static final double RATE = 0.02;
  private static final double DECAY = 0.1;

  private final double[] p = new double[N];
  private final double[][] g = new double[STEPS][N];

  FormulasTest() {
    Random random = new Random(3);
    for (int i = 0; i < N; i++) {
      p[i] = random.nextGaussian();
      for (double[] row : g) {
        row[i] = random.nextGaussian();
      }
    }
  }

  /// A step in plain loops.
  private interface Plain {
    void step(int t, double[] x, double[] gradient);
  }

  private void check(Optimizers.Builder builder, Plain plain) {
    Parameter q = Parameter.of(Tensors.of(p.clone(), N));
    Optimizer optimizer = builder.create(Map.of("q", q));
    double[] x = p.clone();
    for (int t = 1; t <= STEPS; t++) {
      optimizer.step(Map.of(q, Tensors.of(g[t - 1].clone(), N)));
      plain.step(t, x, g[t - 1].clone());
      assertThat(q.tensor().toDoubleArray()).containsExactly(x, Offset.offset(1e-11));
    }
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double a : v) {
      sum += a * a;
    }
    return Math.sqrt(sum);
  }

  @Test
  void lion() {
    double[] m = new double[N];
    check(
        Optimizers.lion(RATE).withWeightDecay(DECAY),
        (t, x, u) -> {
          for (int i = 0; i < N; i++) {
            x[i] -= RATE * (Math.signum(0.9 * m[i] + 0.1 * u[i]) + DECAY * x[i]);
            m[i] = 0.99 * m[i] + 0.01 * u[i];
          }
        });
  }

  @Test
  void adaBelief() {
    double[] m = new double[N];
    double[] s = new double[N];
    double e = 1e-3;
    check(
        Optimizers.adaBelief(RATE, AdaBelief.defaults().withBetas(0.8, 0.95).withEpsilon(e))
            .withWeightDecay(DECAY),
        (t, x, u) -> {
          for (int i = 0; i < N; i++) {
            m[i] = 0.8 * m[i] + 0.2 * u[i];
            s[i] = 0.95 * s[i] + 0.05 * (u[i] - m[i]) * (u[i] - m[i]) + e;
            double mean = m[i] / (1 - Math.pow(0.8, t));
            double variance = s[i] / (1 - Math.pow(0.95, t));
            x[i] -= RATE * (mean / (Math.sqrt(variance) + e) + DECAY * x[i]);
          }
        });
  }

  @Test
  void adan() {
    double[] m = new double[N];
    double[] v = new double[N];
    double[] n = new double[N];
    double[] before = new double[N];
    check(
        Optimizers.adan(RATE, Adan.defaults().withEpsilon(1e-3)).withWeightDecay(DECAY),
        (t, x, u) -> {
          for (int i = 0; i < N; i++) {
            double d = t == 1 ? 0 : u[i] - before[i];
            before[i] = u[i];
            m[i] = 0.98 * m[i] + 0.02 * u[i];
            v[i] = 0.92 * v[i] + 0.08 * d;
            n[i] = 0.99 * n[i] + 0.01 * (u[i] + 0.92 * d) * (u[i] + 0.92 * d);
            double mean = m[i] / (1 - Math.pow(0.98, t));
            double ahead = 0.92 * v[i] / (1 - Math.pow(0.92, t));
            double root = Math.sqrt(n[i] / (1 - Math.pow(0.99, t))) + 1e-3;
            x[i] = (x[i] - RATE * (mean + ahead) / root) / (1 + RATE * DECAY);
          }
        });
  }

  @Test
  void lamb() {
    double[] m = new double[N];
    double[] v = new double[N];
    check(
        Optimizers.lamb(RATE).withWeightDecay(DECAY),
        (t, x, u) -> {
          double[] r = new double[N];
          for (int i = 0; i < N; i++) {
            m[i] = 0.9 * m[i] + 0.1 * u[i];
            v[i] = 0.999 * v[i] + 0.001 * u[i] * u[i];
            double mean = m[i] / (1 - Math.pow(0.9, t));
            double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-6;
            r[i] = mean / root + DECAY * x[i];
          }
          double ratio = Math.min(norm(x), 10) / norm(r);
          for (int i = 0; i < N; i++) {
            x[i] -= RATE * ratio * r[i];
          }
        });
  }

  @Test
  void lars() {
    double[] m = new double[N];
    check(
        Optimizers.lars(RATE, Lars.defaults().withCoefficient(0.5), Momentum.of(0.9))
            .withWeightDecay(DECAY),
        (t, x, u) -> {
          double own = 0.5 * norm(x) / (norm(u) + DECAY * norm(x) + 1e-8);
          for (int i = 0; i < N; i++) {
            m[i] = 0.9 * m[i] + own * (u[i] + DECAY * x[i]);
            x[i] -= RATE * m[i];
          }
        });
  }

  @Test
  void scheduleFreeSgd() {
    double[] z = p.clone();
    double[] mean = p.clone();
    Schedule rising = Schedule.constant(RATE).withWarmup(10);
    double[] sum = {0};
    check(
        Optimizers.scheduleFreeSgd(RATE).withSchedule(rising).withWeightDecay(DECAY),
        (t, y, u) -> {
          double rate = rising.at(t - 1);
          sum[0] += rate * rate;
          double c = rate * rate / sum[0];
          for (int i = 0; i < N; i++) {
            z[i] -= rate * (u[i] + DECAY * y[i]);
            mean[i] = (1 - c) * mean[i] + c * z[i];
            y[i] = 0.1 * z[i] + 0.9 * mean[i];
          }
        });
  }

  /// Weights `t²`, whatever the rate.
  @Test
  void scheduleFreeWithOtherWeights() {
    double[] z = p.clone();
    double[] mean = p.clone();
    Schedule rising = Schedule.constant(RATE).withWarmup(10);
    double[] sum = {0};
    check(
        Optimizers.scheduleFreeSgd(RATE, ScheduleFree.defaults().withWeights(2, 0))
            .withSchedule(rising),
        (t, y, u) -> {
          sum[0] += (double) t * t;
          double c = t * t / sum[0];
          for (int i = 0; i < N; i++) {
            z[i] -= rising.at(t - 1) * u[i];
            mean[i] = (1 - c) * mean[i] + c * z[i];
            y[i] = 0.1 * z[i] + 0.9 * mean[i];
          }
        });
  }

  @Test
  void scheduleFreeAdamWEvaluatesAtTheMean() {
    Parameter q = Parameter.of(Tensors.of(p.clone(), N));
    Optimizer optimizer =
        Optimizers.scheduleFreeAdamW(RATE).withWeightDecay(DECAY).create(Map.of("q", q));
    double[] y = p.clone();
    double[] z = p.clone();
    double[] mean = p.clone();
    double[] v = new double[N];
    for (int t = 1; t <= STEPS; t++) {
      optimizer.step(Map.of(q, Tensors.of(g[t - 1].clone(), N)));
      for (int i = 0; i < N; i++) {
        double u = g[t - 1][i];
        v[i] = 0.999 * v[i] + 0.001 * u * u;
        double d = u / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8) + DECAY * y[i];
        z[i] -= RATE * d;
        mean[i] += (z[i] - mean[i]) / t;
        y[i] = 0.1 * z[i] + 0.9 * mean[i];
      }
    }
    Tensor before = q.tensor().copy();
    double[] used = optimizer.atEvaluationPoint(() -> q.tensor().toDoubleArray());
    assertThat(used).containsExactly(mean, Offset.offset(1e-11));
    assertThat(q.tensor()).isEqualTo(before);
    assertThat(before.toDoubleArray()).containsExactly(y, Offset.offset(1e-11));
  }

  @Test
  void averagedSgdEvaluatesAtTheMean() {
    Parameter q = Parameter.of(Tensors.of(p.clone(), N));
    AveragedSgd options = AveragedSgd.defaults().withDecay(0, 0).withStart(0);
    Optimizer optimizer = Optimizers.averagedSgd(RATE, options).create(Map.of("q", q));
    double[] x = p.clone();
    double[] sum = new double[N];
    for (int t = 1; t <= STEPS; t++) {
      optimizer.step(Map.of(q, Tensors.of(g[t - 1].clone(), N)));
      for (int i = 0; i < N; i++) {
        x[i] -= RATE * g[t - 1][i];
        sum[i] = t == 1 ? 0 : sum[i] + x[i]; // PyTorch's mean begins anew in the second step
      }
    }
    double[] used = optimizer.atEvaluationPoint(() -> q.tensor().toDoubleArray());
    for (int i = 0; i < N; i++) {
      assertThat(used[i]).isCloseTo(sum[i] / (STEPS - 1), Offset.offset(1e-12));
    }
  }

  @Test
  void sophia() {
    Parameter q = Parameter.of(Tensors.of(p.clone(), N));
    Sophia options = Sophia.defaults().withGamma(0.5);
    Optimizer optimizer =
        Optimizers.sophia(RATE, options).withWeightDecay(DECAY).create(Map.of("q", q));
    double[] x = p.clone();
    double[] m = new double[N];
    double[] h = new double[N];
    for (int t = 1; t <= STEPS; t++) {
      if (t % 10 == 5) {
        double[] estimate = new double[N];
        for (int i = 0; i < N; i++) {
          estimate[i] = 100 * (i - 1);
          h[i] = 0.99 * h[i] + 0.01 * estimate[i];
        }
        optimizer.observeCurvature(Map.of(q, Tensors.of(estimate, N)));
      }
      optimizer.step(Map.of(q, Tensors.of(g[t - 1].clone(), N)));
      for (int i = 0; i < N; i++) {
        m[i] = 0.965 * m[i] + 0.035 * g[t - 1][i];
        double d = m[i] / Math.max(0.5 * h[i], 1e-12);
        x[i] -= RATE * (Math.min(Math.max(d, -1), 1) + DECAY * x[i]);
      }
    }
    assertThat(q.tensor().toDoubleArray()).containsExactly(x, Offset.offset(1e-11));
  }

  @Test
  void adaptiveClippingBoundsEveryUnit() {
    Parameter q = Parameter.of(Tensors.of(new double[] {3, 4, 0, 0}, 2, 2));
    Optimizer optimizer = Optimizers.sgd(1).withAdaptiveClip(0.1).create(Map.of("q", q));
    optimizer.step(Map.of(q, Tensors.of(new double[] {6, 8, 0.3, -0.4}, 2, 2)));
    // ‖row 0‖ = 5: its gradient of norm 10 becomes 0.5; row 1 counts as 0.001: 0.0001
    assertThat(q.tensor().toDoubleArray())
        .containsExactly(new double[] {3 - 0.3, 4 - 0.4, -0.6e-4, 0.8e-4}, Offset.offset(1e-12));
  }

  /// The estimate of step 0 counts, before and after the state was saved.
  @Test
  void curvatureThatIsKnownBeforeTheFirstStepIsUsed() {
    double[] moved = new double[2];
    for (int saved = 0; saved < 2; saved++) {
      Parameter p = Parameter.of(Tensors.of(new double[] {1, 1}, 2));
      Optimizer optimizer = Optimizers.sophia(0.1).create(Map.of("p", p));
      optimizer.observeCurvature(Map.of(p, Tensors.of(new double[] {1e4, 1e4}, 2)));
      if (saved == 1) {
        Map<String, Tensor> state = optimizer.state();
        optimizer = Optimizers.sophia(0.1).create(Map.of("p", p));
        optimizer.load(state);
      }
      double before = p.tensor().toDoubleArray()[0];
      optimizer.step(Map.of(p, Tensors.of(new double[] {1, 1}, 2)));
      moved[saved] = before - p.tensor().toDoubleArray()[0];
    }
    // rate·(1 - β₁)·g / (γ·(1 - β₂)·ĥ)
    assertThat(moved[0]).isCloseTo(0.1 * 0.035 / (0.05 * 0.01 * 1e4), Offset.offset(1e-9));
    assertThat(moved[1]).isEqualTo(moved[0]);
  }
}

package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import octavo.distribution.Bernoulli;
import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// REBAR, draw by draw, against the formulas of the paper (Tucker et al., 2017, equation 7 and appendix C) in plain loops: the noise `u` of
/// `z` and the noise `v` of `z̃` are found from the draw and held, and paths are central differences.
class RebarOracleTest {
  private static final double TAU = 0.7;
  private static final double STEP = 1e-5;
  private static final int DRAWS = 40;

  private interface Path {
    /// `z` or `z̃` for these logits, with its noise held.
    double[] at(double[] logits);
  }

  private static double slope(Path path, ToDoubleFunction<double[]> c, double[] logits, int i) {
    double[] up = logits.clone();
    double[] down = logits.clone();
    up[i] += STEP;
    down[i] -= STEP;
    return (c.applyAsDouble(path.at(up)) - c.applyAsDouble(path.at(down))) / (up[i] - down[i]);
  }

  /// The logits once for each draw, `[DRAWS, 3]`.
  private static Tensor rows(double[] logits) {
    Tensor one = Tensors.of(logits.clone(), 1, logits.length);
    return one.expandTo(one.shape().without(0).with(0, DRAWS)).copy().tracked();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// `(w·b - 0.3)²`.
  private static double f(double[] b) {
    return Math.pow(2 * b[0] - 1.5 * b[1] + 0.5 * b[2] - 0.3, 2);
  }

  private static final Objective F =
      b -> b.multiply(Tensors.of(new double[] {2, -1.5, 0.5}, 3)).sum(-1).subtract(0.3).square();

  @Test
  void binary() {
    double[] logits = {0.4, -1.2, 2};
    Tensor tracked = rows(logits);
    Estimate estimate =
        Rebar.of(Relaxation.binary(), TAU)
            .frozen()
            .estimate(Bernoulli.ofLogits(tracked), F, 1, Rng.of(5));
    double[] found = estimate.gradients().of(tracked).toDoubleArray();
    double[] zs = Relaxation.binary().draw(tracked.stopGradient(), Rng.of(5), 1).toDoubleArray();
    ToDoubleFunction<double[]> c =
        z -> f(new double[] {sigmoid(z[0] / TAU), sigmoid(z[1] / TAU), sigmoid(z[2] / TAU)});
    for (int row = 0; row < DRAWS; row++) {
      double[] z = Arrays.copyOfRange(zs, 3 * row, 3 * row + 3);
      double[] u = new double[3];
      double[] v = new double[3];
      double[] b = new double[3];
      for (int i = 0; i < 3; i++) {
        double p = sigmoid(logits[i]);
        b[i] = z[i] > 0 ? 1 : 0;
        u[i] = sigmoid(z[i] - logits[i]);
        v[i] = b[i] == 1 ? (u[i] - (1 - p)) / p : u[i] / (1 - p);
      }
      Path free =
          l -> {
            double[] path = new double[3];
            for (int i = 0; i < 3; i++) {
              path[i] = l[i] + Math.log(u[i] / (1 - u[i]));
            }
            return path;
          };
      Path given =
          l -> {
            double[] path = new double[3];
            for (int i = 0; i < 3; i++) {
              double p = sigmoid(l[i]);
              double w = b[i] == 1 ? v[i] * p + (1 - p) : v[i] * (1 - p);
              path[i] = l[i] + Math.log(w / (1 - w));
            }
            return path;
          };
      for (int i = 0; i < 3; i++) {
        double score = b[i] - sigmoid(logits[i]);
        double expected =
            (f(b) - c.applyAsDouble(given.at(logits))) * score
                + slope(free, c, logits, i)
                - slope(given, c, logits, i);
        assertThat(found[3 * row + i]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void oneHot() {
    double[] logits = {0.4, -1.2, 2};
    Tensor tracked = rows(logits);
    Estimate estimate =
        Rebar.of(Relaxation.oneHot(), TAU)
            .frozen()
            .estimate(OneHotCategorical.ofLogits(tracked), F, 1, Rng.of(6));
    double[] found = estimate.gradients().of(tracked).toDoubleArray();
    double[] zs = Relaxation.oneHot().draw(tracked.stopGradient(), Rng.of(6), 1).toDoubleArray();
    ToDoubleFunction<double[]> c =
        z -> f(softmax(new double[] {z[0] / TAU, z[1] / TAU, z[2] / TAU}));
    double[] p = softmax(logits);
    for (int row = 0; row < DRAWS; row++) {
      double[] z = Arrays.copyOfRange(zs, 3 * row, 3 * row + 3);
      int k = z[0] > z[1] && z[0] > z[2] ? 0 : z[1] > z[2] ? 1 : 2;
      double[] b = new double[3];
      b[k] = 1;
      double[] minusLogV = new double[3];
      for (int i = 0; i < 3; i++) {
        minusLogV[i] = i == k ? Math.exp(-z[k]) : p[i] * (Math.exp(-z[i]) - Math.exp(-z[k]));
      }
      Path free =
          l -> {
            double[] q = softmax(l);
            double[] path = new double[3];
            for (int i = 0; i < 3; i++) {
              path[i] = Math.log(q[i]) + z[i] - Math.log(p[i]);
            }
            return path;
          };
      Path given =
          l -> {
            double[] q = softmax(l);
            double[] path = new double[3];
            for (int i = 0; i < 3; i++) {
              path[i] = -Math.log(i == k ? minusLogV[k] : minusLogV[i] / q[i] + minusLogV[k]);
            }
            return path;
          };
      for (int i = 0; i < 3; i++) {
        double expected =
            (f(b) - c.applyAsDouble(given.at(logits))) * (b[i] - p[i])
                + slope(free, c, logits, i)
                - slope(given, c, logits, i);
        assertThat(found[3 * row + i]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  private static double[] softmax(double[] x) {
    double sum = Math.exp(x[0]) + Math.exp(x[1]) + Math.exp(x[2]);
    return new double[] {Math.exp(x[0]) / sum, Math.exp(x[1]) / sum, Math.exp(x[2]) / sum};
  }
}

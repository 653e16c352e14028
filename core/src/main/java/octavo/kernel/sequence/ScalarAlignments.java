package octavo.kernel.sequence;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.View;

/// The oracle: in logarithms and in double, one sample a task, so that the number of threads changes no
/// bit.
public final class ScalarAlignments implements AlignmentKernels {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private static double logSum(double one, double other) {
    double larger = Math.max(one, other);
    return larger == NEVER ? NEVER : larger + Math.log1p(Math.exp(Math.min(one, other) - larger));
  }

  @Override
  public void losses(Alignment a, View loss) {
    Parallel.run(
        a.batch(),
        sample -> {
          double[][] forward = forward(a, sample);
          loss.storage().setDouble(loss.offset() + sample, -total(a, forward, sample));
        });
  }

  private static double total(Alignment a, double[][] forward, int sample) {
    if (a.steps()[sample] == 0) {
      return a.lengths()[sample] == 0 ? 0 : NEVER;
    }
    double[] last = forward[a.steps()[sample] - 1];
    int states = last.length;
    return states == 1 ? last[0] : logSum(last[states - 1], last[states - 2]);
  }

  /// `αₜ(s)`: the probability of all ways to state `s` in the steps up to `t`.
  private static double[][] forward(Alignment a, int sample) {
    int states = a.states(sample);
    double[][] alpha = new double[a.steps()[sample]][states];
    for (int t = 0; t < alpha.length; t++) {
      for (int s = 0; s < states; s++) {
        double ways;
        if (t == 0) {
          ways = s < 2 ? 0 : NEVER;
        } else {
          ways = s > 0 ? logSum(alpha[t - 1][s], alpha[t - 1][s - 1]) : alpha[t - 1][s];
          ways = a.skips(sample, s) ? logSum(ways, alpha[t - 1][s - 2]) : ways;
        }
        alpha[t][s] = ways == NEVER ? NEVER : ways + a.logP(t, sample, s);
      }
    }
    return alpha;
  }

  @Override
  public void gradient(Alignment a, View dloss, View dx) {
    Parallel.run(
        a.batch(),
        sample -> {
          double g = dloss.storage().getDouble(dloss.offset() + sample);
          if (g != 0) {
            gradient(a, sample, g, dx);
          }
        });
  }

  private static void gradient(Alignment a, int sample, double g, View dx) {
    double[][] alpha = forward(a, sample);
    double total = total(a, alpha, sample);
    int states = a.states(sample);
    double[] beta = new double[states]; // all ways from state s on, the step itself left out
    Arrays.fill(beta, NEVER);
    beta[states - 1] = 0;
    if (states > 1) {
      beta[states - 2] = 0;
    }
    double[] sums = new double[a.classes()];
    for (int t = alpha.length - 1; t >= 0; t--) {
      Arrays.fill(sums, 0);
      for (int s = 0; s < states; s++) {
        sums[a.label(sample, s)] += Math.exp(alpha[t][s] + beta[s] - total);
      }
      for (int k = 0; k < a.classes(); k++) {
        int at = dx.offset() + a.place(t, sample, k);
        dx.storage().setDouble(at, sums[k] == 0 ? 0 : -g * sums[k]);
      }
      beta = before(a, sample, t, beta);
    }
  }

  private static double[] before(Alignment a, int sample, int t, double[] beta) {
    int states = beta.length;
    double[] here = new double[states];
    for (int s = 0; s < states; s++) {
      here[s] = beta[s] == NEVER ? NEVER : beta[s] + a.logP(t, sample, s);
    }
    double[] earlier = new double[states];
    for (int s = 0; s < states; s++) {
      double ways = s + 1 < states ? logSum(here[s], here[s + 1]) : here[s];
      boolean skip = s + 2 < states && a.skips(sample, s + 2);
      earlier[s] = skip ? logSum(ways, here[s + 2]) : ways;
    }
    return earlier;
  }
}

package octavo.kernel.sequence;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.View;

/// The probabilities of all alignments of labels with predictions, as connectionist temporal
/// classification sums them (Graves et al., 2006): in logarithms and in double, one sample a task, so
/// that the number of threads changes no bit.
///
/// A sample of `T` steps and `S` labels walks through `2S + 1` states: the labels with a blank before,
/// between and after them. From a state a step stays, goes on to the next, or skips a blank between
/// two labels that differ. It is no hot loop that vectors would help: each step waits for the one before.
public final class Alignments {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final View logProbabilities;
  private final View labels;
  private final int[] steps;
  private final int[] lengths;
  private final int batch;
  private final int classes;
  private final int longest;
  private final int blank;

  /// The alignments of a batch.
  ///
  /// @param logProbabilities contiguous `[time, batch, classes]`
  /// @param labels contiguous int64 `[batch, longest]`, none of them the blank
  /// @param steps how many steps each sample has
  /// @param lengths how many labels each sample has
  /// @param blank the class of the blank
  public Alignments(View logProbabilities, View labels, int[] steps, int[] lengths, int blank) {
    this.logProbabilities = logProbabilities;
    this.labels = labels;
    this.steps = steps.clone();
    this.lengths = lengths.clone();
    this.batch = logProbabilities.size(1);
    this.classes = logProbabilities.size(2);
    this.longest = labels.size(1);
    this.blank = blank;
  }

  private int states(int sample) {
    return 2 * lengths[sample] + 1;
  }

  private int label(int sample, int state) {
    return state % 2 == 0
        ? blank
        : (int) labels.longs()[labels.offset() + sample * longest + state / 2];
  }

  private boolean skips(int sample, int state) {
    return state % 2 == 1 && state >= 3 && label(sample, state) != label(sample, state - 2);
  }

  private int place(int t, int sample, int k) {
    return (t * batch + sample) * classes + k;
  }

  private double logP(int t, int sample, int state) {
    int at = logProbabilities.offset() + place(t, sample, label(sample, state));
    return logProbabilities.storage().getDouble(at);
  }

  private static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger == NEVER ? NEVER : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }

  /// `-ln P(labels)` of each sample; +∞ where its steps are too few.
  ///
  /// @param loss one number a sample
  public void losses(View loss) {
    Parallel.run(
        batch,
        sample -> {
          double[][] forward = forward(sample);
          loss.storage().setDouble(loss.offset() + sample, -total(forward, sample));
        });
  }

  private double total(double[][] forward, int sample) {
    if (steps[sample] == 0) {
      return lengths[sample] == 0 ? 0 : NEVER;
    }
    double[] last = forward[steps[sample] - 1];
    int states = last.length;
    return states == 1 ? last[0] : logSum(last[states - 1], last[states - 2]);
  }

  /// `αₜ(s)`: the probability of all ways to state `s` in the steps up to `t`.
  private double[][] forward(int sample) {
    int states = states(sample);
    double[][] alpha = new double[steps[sample]][states];
    for (int t = 0; t < alpha.length; t++) {
      for (int s = 0; s < states; s++) {
        double ways;
        if (t == 0) {
          ways = s < 2 ? 0 : NEVER;
        } else {
          ways = s > 0 ? logSum(alpha[t - 1][s], alpha[t - 1][s - 1]) : alpha[t - 1][s];
          ways = skips(sample, s) ? logSum(ways, alpha[t - 1][s - 2]) : ways;
        }
        alpha[t][s] = ways == NEVER ? NEVER : ways + logP(t, sample, s);
      }
    }
    return alpha;
  }

  /// The gradient `-dloss·P(class k in step t | labels)`; 0 in steps a sample does not have. Where the
  /// labels cannot be, it is NaN.
  ///
  /// @param dloss one number a sample
  /// @param dx contiguous zeros `[time, batch, classes]`
  public void gradient(View dloss, View dx) {
    Parallel.run(
        batch,
        sample -> {
          double g = dloss.storage().getDouble(dloss.offset() + sample);
          if (g != 0) {
            gradient(sample, g, dx);
          }
        });
  }

  private void gradient(int sample, double g, View dx) {
    double[][] alpha = forward(sample);
    double total = total(alpha, sample);
    int states = states(sample);
    double[] beta = new double[states]; // all ways from state s on, the step itself left out
    Arrays.fill(beta, NEVER);
    beta[states - 1] = 0;
    if (states > 1) {
      beta[states - 2] = 0;
    }
    double[] sums = new double[classes];
    for (int t = alpha.length - 1; t >= 0; t--) {
      Arrays.fill(sums, 0);
      for (int s = 0; s < states; s++) {
        sums[label(sample, s)] += Math.exp(alpha[t][s] + beta[s] - total);
      }
      for (int k = 0; k < classes; k++) {
        int at = dx.offset() + place(t, sample, k);
        dx.storage().setDouble(at, sums[k] == 0 ? 0 : -g * sums[k]);
      }
      beta = before(sample, t, beta);
    }
  }

  private double[] before(int sample, int t, double[] beta) {
    int states = beta.length;
    double[] here = new double[states];
    for (int s = 0; s < states; s++) {
      here[s] = beta[s] == NEVER ? NEVER : beta[s] + logP(t, sample, s);
    }
    double[] earlier = new double[states];
    for (int s = 0; s < states; s++) {
      double ways = s + 1 < states ? logSum(here[s], here[s + 1]) : here[s];
      boolean skip = s + 2 < states && skips(sample, s + 2);
      earlier[s] = skip ? logSum(ways, here[s + 2]) : ways;
    }
    return earlier;
  }
}

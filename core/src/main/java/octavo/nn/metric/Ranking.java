package octavo.nn.metric;

import octavo.tensor.IndexingMethods.Sorted;
import octavo.tensor.Tensor;

/// Scores from the smallest to the largest and which of them are positive.
final class Ranking {
  private final double[] scores;
  private final boolean[] positive;
  private final int positives;

  private Ranking(double[] scores, boolean[] positive, int positives) {
    this.scores = scores;
    this.positive = positive;
    this.positives = positives;
  }

  static Ranking of(Tensor scores, Tensor truths) {
    Sorted sorted = scores.sort(0);
    return new Ranking(
        sorted.values().toDoubleArray(),
        truths.indexSelect(0, sorted.indices()).toBooleanArray(),
        (int) truths.sum().item());
  }

  /// The end of the run of equal scores that starts at `from`.
  private int end(int from) {
    int to = from + 1;
    while (to < scores.length && scores[to] == scores[from]) {
      to++;
    }
    return to;
  }

  private int positives(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += positive[i] ? 1 : 0;
    }
    return count;
  }

  /// `(R - P(P + 1)/2) / (P·N)`, where `R` is the sum of the positives' ranks from 1; equal scores share
  /// the mean of their ranks.
  double auroc() {
    int negatives = scores.length - positives;
    if (positives == 0 || negatives == 0) {
      throw new IllegalStateException(
          "auroc: positives and negatives are needed, but there are %d and %d."
              .formatted(positives, negatives));
    }
    double ranks = 0;
    for (int from = 0; from < scores.length; ) {
      int to = end(from);
      ranks += positives(from, to) * ((from + 1.0 + to) / 2);
      from = to;
    }
    return (ranks - positives * (positives + 1.0) / 2) / ((double) positives * negatives);
  }

  double averagePrecision() {
    if (positives == 0) {
      throw new IllegalStateException(
          "averagePrecision: positives are needed, but there are none among %d."
              .formatted(scores.length));
    }
    double sum = 0;
    int above = positives; // how many positives have at least the score of the run
    for (int from = 0; from < scores.length; ) {
      int to = end(from);
      int found = positives(from, to);
      sum += found * ((double) above / (scores.length - from));
      above -= found;
      from = to;
    }
    return sum / positives;
  }
}

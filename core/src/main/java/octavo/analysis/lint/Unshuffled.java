package octavo.analysis.lint;

import java.util.Set;

/// Training data in order, whose labels come in runs. The share of equal neighbors is compared with that
/// of a random order, `Σ p²` over the classes, among the first 512 examples and among 512 at equal
/// distances.
record Unshuffled() implements Rule {
  /// So many standard deviations away from a random order are no accident.
  private static final double DEVIATIONS = 5;

  @Override
  public String name() {
    return "unshuffled";
  }

  @Override
  public String says() {
    return "the training data are read in order, and their labels come in runs";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    if (subject.training().batches().isShuffled()) {
      return;
    }
    Labels labels = subject.labels();
    double chance = Labels.chance(labels.spread().length > 0 ? labels.spread() : labels.first());
    long[] found = isInRuns(labels.first(), chance) ? labels.first() : labels.spread();
    if (isInRuns(found, chance)) {
      findings.error(
          "",
          "the batches are read in order, and of neighboring examples %.0f %% have the same label; in a random order it would be %.0f %%."
              .formatted(100 * Labels.neighbors(found), 100 * chance),
          "Batches of few classes pull the network to and fro, and batch norm's statistics follow each batch instead of the data.",
          "Take DataLoader.shuffled(dataset, batchSize, rng).");
    }
  }

  private static boolean isInRuns(long[] labels, double chance) {
    if (labels.length < 2 || chance == 1) {
      return false;
    }
    double deviation = Math.sqrt(chance * (1 - chance) / (labels.length - 1));
    return Labels.neighbors(labels) > chance + DEVIATIONS * deviation;
  }
}

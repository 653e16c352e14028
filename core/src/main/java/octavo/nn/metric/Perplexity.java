package octavo.nn.metric;

import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.LossReduction;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// `exp` of the mean cross-entropy: how many equally likely classes would be as hard to guess.
///
/// @param loss the sum of the cross-entropies, in nats
/// @param count how many examples there are
/// @param ignored examples with this target do not count
public record Perplexity(double loss, long count, long ignored) {
  /// Of no example yet; targets of -100 are ignored, as [CrossEntropy#mean()] does.
  public static Perplexity none() {
    return new Perplexity(0, 0, -100);
  }

  /// The same, leaving out examples with this target from now on.
  public Perplexity withIgnored(long target) {
    return new Perplexity(loss, count, target);
  }

  /// With a batch more: logits `[batch, classes, …]` and targets `[batch, …]` (int64).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  public Perplexity add(Tensor logits, Tensor targets) {
    Targets.requireScores("Perplexity", logits, targets);
    Tensor actual = Targets.integers("Perplexity", "targets", targets);
    Tensor wide = logits.stopGradient().to(DType.FLOAT64);
    double sum =
        CrossEntropy.mean()
            .withReduction(LossReduction.SUM)
            .withIgnoreIndex(ignored)
            .of(wide, actual)
            .item();
    long counted = (long) actual.notEqualTo((double) ignored).sum().item();
    return new Perplexity(loss + sum, count + counted, ignored);
  }

  /// The perplexity, at least 1.
  ///
  /// @throws IllegalStateException if there is no example
  public double value() {
    Targets.requireSome("Perplexity", count);
    return Math.exp(loss / count);
  }
}

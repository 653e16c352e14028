package octavo.distribution;

import java.util.List;
import java.util.function.BiFunction;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The Kullback-Leibler divergence `KL(p‖q) = E_p ln(p(x)/q(x))` in nats: in closed form ([#kl]), or estimated from
/// draws ([#klMonteCarlo]).
public final class Divergences {
  /// All closed forms. A family of distributions adds a line.
  private static final DivergenceTable TABLE =
      new DivergenceTable().with(ContinuousDivergences.TABLE).with(DiscreteDivergences.TABLE);

  private Divergences() {}

  /// `KL(p‖q)` in closed form, one number for each distribution of the batches broadcast against each other;
  /// infinite where `p` can draw what `q` cannot. Tracked in the parameters of both.
  ///
  /// @throws IllegalArgumentException if there is no closed form for these classes, or shapes do not fit
  public static Tensor kl(Distribution p, Distribution q) {
    BiFunction<Distribution, Distribution, Tensor> rule = TABLE.find(p, q);
    if (rule == null) {
      throw new IllegalArgumentException(
          "kl: a closed form must be known for the pair, but there is none for %s and %s. Estimate it: Divergences.klMonteCarlo(p, q, samples, rng)."
              .formatted(p.getClass().getSimpleName(), q.getClass().getSimpleName()));
    }
    Tensor divergence = rule.apply(p, q);
    return divergence.expandTo(Shape.broadcast("kl", p.batchShape(), q.batchShape()));
  }

  /// Whether [#kl] has a closed form for distributions of these classes.
  public static boolean hasClosedForm(Distribution p, Distribution q) {
    return TABLE.find(p, q) != null;
  }

  /// The pairs of classes with a closed form.
  static List<DivergenceTable.Pair> pairs() {
    return TABLE.pairs();
  }

  /// A divergence that was estimated from draws.
  ///
  /// @param value the mean over the draws, one number for each distribution of the batch
  /// @param standardError the standard error of that mean, not tracked; NaN where the mean is infinite
  /// @param samples how many draws there were
  public record Estimate(Tensor value, Tensor standardError, int samples) {}

  /// `KL(p‖q)` estimated from draws of `p`: the mean of `ln p(x) - ln q(x)`, without bias; infinite where a draw
  /// cannot come from `q`. If `p` is [Reparameterized] the value is tracked in the parameters of both, and its
  /// gradient is without bias; else it is not tracked in those of `p`, whose gradient needs an estimator.
  ///
  /// @throws IllegalArgumentException if there are fewer than two draws, or shapes do not fit
  public static Estimate klMonteCarlo(Distribution p, Distribution q, int samples, Rng rng) {
    if (samples < 2) {
      throw new IllegalArgumentException(
          "klMonteCarlo: there must be at least two samples, but there are " + samples + ".");
    }
    if (!p.eventShape().equals(q.eventShape())) {
      throw new IllegalArgumentException(
          "klMonteCarlo: both must have the same event, but they have %s and %s."
              .formatted(p.eventShape(), q.eventShape()));
    }
    Shape batch = Shape.broadcast("klMonteCarlo", p.batchShape(), q.batchShape());
    Distribution from = p.expand(batch.toArray());
    boolean pathwise = from instanceof Reparameterized;
    Tensor x =
        from instanceof Reparameterized smooth
            ? smooth.rsample(rng, samples)
            : from.sample(rng, samples);
    Tensor logP = from.logProb(x);
    Tensor terms = (pathwise ? logP : logP.stopGradient()).subtract(logProbOrNone(q, x, rng));
    Tensor error =
        terms.stopGradient().sampleVariance(0).divide(samples).sqrt();
    return new Estimate(terms.mean(0), error, samples);
  }

  /// `ln q(x)`, -∞ where `x` is outside of the support.
  private static Tensor logProbOrNone(Distribution q, Tensor x, Rng rng) {
    Tensor possible = q.support().contains(x);
    if (possible.all().item() != 0) {
      return q.logProb(x);
    }
    int events = q.eventShape().rank();
    Tensor mask = possible;
    for (int i = 0; i < events; i++) {
      mask = mask.unsqueeze(mask.rank());
    }
    Tensor other = q.sample(rng).to(x.dtype());
    Tensor logQ = q.logProb(Tensors.where(mask, x, other));
    return logQ.maskedFill(possible.logicalNot(), Double.NEGATIVE_INFINITY);
  }
}

package octavo.distribution;

import java.util.List;
import java.util.Objects;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The Kullback-Leibler divergence `KL(p‖q) = E_p ln(p(x)/q(x))` in nats: in closed form ([#kl]), or estimated from
/// draws ([#klMonteCarlo]).
public final class Divergences {
  /// All closed forms. A family of distributions adds a line.
  private static final DivergenceTable TABLE =
      new DivergenceTable()
          .with(ContinuousDivergences.TABLE)
          .with(MixedDivergences.TABLE)
          .with(DiscreteDivergences.TABLE)
          .with(GammaDivergences.TABLE)
          .with(CountDivergences.TABLE);

  private Divergences() {}

  /// `KL(p‖q)` in closed form, one number for each distribution of the batches broadcast against each other;
  /// infinite where `p` can draw what `q` cannot. Tracked in the parameters of both.
  ///
  /// @throws IllegalArgumentException if there is no closed form for these classes, or shapes do not fit
  public static Tensor kl(Distribution p, Distribution q) {
    if (!hasClosedForm(p, q)) {
      throw new IllegalArgumentException(
          "kl: a closed form must be known for the pair, but there is none for %s and %s. Estimate it: Divergences.klMonteCarlo(p, q, samples, rng)."
              .formatted(Parameters.name(p), Parameters.name(q)));
    }
    Tensor divergence = closedForm(p, q);
    return divergence.expandTo(Shape.broadcast("kl", p.batchShape(), q.batchShape()));
  }

  private static Tensor closedForm(Distribution p, Distribution q) {
    if (p instanceof Independent a && q instanceof Independent b) {
      return Shapes.sumLast(kl(a.base(), b.base()), a.axes());
    }
    if (p instanceof TransformedDistribution a && q instanceof TransformedDistribution b) {
      return kl(a.base(), b.base());
    }
    return Objects.requireNonNull(TABLE.find(p, q)).apply(p, q);
  }

  /// Whether [#kl] has a closed form for these: for their classes, for the bases of two [Independent] of as many axes,
  /// or for the bases of two [TransformedDistribution] with equal transforms.
  public static boolean hasClosedForm(Distribution p, Distribution q) {
    if (p instanceof Independent a && q instanceof Independent b) {
      return a.axes() == b.axes() && hasClosedForm(a.base(), b.base());
    }
    if (p instanceof TransformedDistribution a && q instanceof TransformedDistribution b) {
      return a.transform().equals(b.transform()) && hasClosedForm(a.base(), b.base());
    }
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
    Tensor terms = (pathwise ? logP : logP.stopGradient()).subtract(Outside.logProb(q, x));
    Tensor error = terms.stopGradient().sampleVariance(0).divide(samples).sqrt();
    return new Estimate(terms.mean(0), error, samples);
  }
}

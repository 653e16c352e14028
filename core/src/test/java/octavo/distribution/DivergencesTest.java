package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import octavo.autograd.GradientCheck;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Closed forms of the divergence against draws, against 0 and against finite differences.
class DivergencesTest {
  private static final int DRAWS = 20_000;

  static List<DivergenceCase> cases() {
    return DivergenceCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithDraws(DivergenceCase c) {
    Distribution p = c.p();
    Distribution q = c.q();
    assertThat(Divergences.hasClosedForm(p, q)).isTrue();
    Tensor closed = Divergences.kl(p, q);
    assertThat(closed.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(closed.shape()).isEqualTo(Shape.broadcast("test", p.batchShape(), q.batchShape()));
    Divergences.Estimate estimate =
        Divergences.klMonteCarlo(p, q, DRAWS, Rng.of(c.name().hashCode()));
    double[] exact = closed.toDoubleArray();
    double[] value = estimate.value().toDoubleArray();
    double[] error = estimate.standardError().toDoubleArray();
    for (int i = 0; i < exact.length; i++) {
      if (Double.isInfinite(exact[i])) {
        // heavy tails show in no sample; what one distribution cannot draw does
        assertThat(exact[i]).isPositive();
      } else {
        double bound = 5 * error[i] + 1e-9;
        assertThat(exact[i]).as(c.name()).isBetween(value[i] - bound, value[i] + bound);
        assertThat(exact[i]).as(c.name()).isGreaterThanOrEqualTo(-1e-12);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasItsGradients(DivergenceCase c) {
    if (c.isFinite()) {
      Tensor[] both = c.parameters();
      GradientCheck.DEFAULT.first(x -> Divergences.kl(c.p(x), c.q(x)), both);
      GradientCheck.DEFAULT.second(x -> Divergences.kl(c.p(x), c.q(x)), both);
    }
  }

  @Test
  void everyPairIsTried() {
    Set<DivergenceTable.Pair> tried = new HashSet<>();
    for (DivergenceCase c : DivergenceCases.all()) {
      tried.add(new DivergenceTable.Pair(c.p().getClass(), c.q().getClass()));
    }
    assertThat(tried).containsAll(Divergences.pairs());
  }

  @Test
  void isZeroBetweenEquals() {
    for (DistributionCase c : DistributionCases.all()) {
      if (Divergences.hasClosedForm(c.batch(), c.batch())) {
        Tensor zero = Divergences.kl(c.batch(), c.batch());
        assertThat(zero.allClose(zero.zerosLike(), 0, 1e-12)).as(c.name()).isTrue();
      }
    }
  }

  @Test
  void namesTheFallbackWhereNoFormIsKnown() {
    assertThatThrownBy(() -> Divergences.kl(Normal.of(0, 1), Cauchy.of(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "kl: a closed form must be known for the pair, but there is none for Normal and Cauchy. Estimate it: Divergences.klMonteCarlo(p, q, samples, rng).");
    assertThatThrownBy(
            () -> Divergences.klMonteCarlo(Normal.of(0, 1), Cauchy.of(0, 1), 1, Rng.of(1)))
        .hasMessage("klMonteCarlo: there must be at least two samples, but there are 1.");
    Normal pair = Normal.of(Tensor.zeros(2), Tensor.ones(2));
    assertThatThrownBy(
            () -> Divergences.klMonteCarlo(Independent.of(pair, 1), Normal.of(0, 1), 10, Rng.of(1)))
        .hasMessage("klMonteCarlo: both must have the same event, but they have [2] and [].");
    assertThatThrownBy(() ->
            Divergences.kl(
                Categorical.ofLogits(Tensor.zeros(2)), Categorical.ofLogits(Tensor.zeros(3))))
        .hasMessage("kl: both must have the same number of classes, but they have 2 and 3.");
  }

  @Test
  void isInfiniteWhereTheSecondCannotDrawWhatTheFirstCan() {
    Uniform narrow = Uniform.of(0, 1);
    Uniform wide = Uniform.of(-1, 1);
    assertThat(Divergences.kl(wide, narrow).item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Divergences.kl(narrow, wide).item()).isEqualTo((float) Math.log(2));
    Categorical some = Categorical.ofProbs(Tensor.of(0.5f, 0.5f, 0));
    Categorical all = Categorical.ofProbs(Tensor.of(0.25f, 0.25f, 0.5f));
    assertThat(Divergences.kl(all, some).item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Divergences.kl(some, all).item()).isEqualTo((float) Math.log(2));
    Bernoulli never = Bernoulli.ofProbs(0);
    assertThat(Divergences.kl(Bernoulli.ofProbs(0.5), never).item())
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Divergences.kl(never, Bernoulli.ofProbs(0.5)).item()).isEqualTo((float) Math.log(2));
    Divergences.Estimate estimate = Divergences.klMonteCarlo(wide, narrow, 100, Rng.of(1));
    assertThat(estimate.value().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(estimate.standardError().item()).isNaN();
    assertThat(estimate.samples()).isEqualTo(100);
  }

  /// The gradient of the estimate is unbiased where draws are differentiable, and absent elsewhere.
  @Test
  void theEstimateHasGradientsWhereDrawsHave() {
    Tensor loc = Tensors.of(new double[] {1}, 1).tracked();
    Normal p = Normal.of(loc, Tensors.of(new double[] {2}, 1));
    Normal q = Normal.of(loc.zerosLike(), loc.onesLike());
    double exact = Divergences.kl(p, q).sum().gradients().of(loc).item();
    double estimate =
        Divergences.klMonteCarlo(p, q, DRAWS, Rng.of(4)).value().sum().gradients().of(loc).item();
    assertThat(estimate).isBetween(exact - 0.1, exact + 0.1);
    Tensor logits = Tensor.zeros(3).tracked();
    Divergences.Estimate discrete =
        Divergences.klMonteCarlo(
            Categorical.ofLogits(logits), Categorical.ofProbs(Tensor.ones(3)), 10, Rng.of(1));
    assertThat(discrete.value().isTracked()).isFalse();
  }
}

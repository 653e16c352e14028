package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.distribution.Bernoulli;
import octavo.distribution.Categorical;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Impossible values, infinite objectives and steps beside large parameters.
class EdgesTest {
  /// In float32 the step beside 1000 is rounded to a multiple of 2⁻¹⁴, which is not it.
  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 2e-4, 1e-3})
  void differencesAreDividedByWhatWasMoved(double step) {
    Tensor loc = Tensor.scalar(1000).tracked();
    Tensor scale = Tensor.scalar(1);
    // exact in float64: the path is loc + scale·ε
    Objective f = z -> z.to(DType.FLOAT64).subtract(1000);
    FiniteDifference<Normal> difference =
        FiniteDifference.of(
            step,
            d -> List.of(d.loc()),
            p -> Normal.of(p.getFirst().to(DType.FLOAT64), scale.to(DType.FLOAT64)));
    Estimate estimate = difference.estimate(Normal.of(loc, scale), f, 3, Rng.of(1));
    assertThat(estimate.gradients().of(loc).item()).isCloseTo(1, within(1e-6));
  }

  /// A certain variable does not move, and its slope is 0.
  @Test
  void differencesOfInfiniteLogits() {
    Tensor logits = Tensor.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0).tracked();
    Estimate estimate =
        FiniteDifference.bernoulli(0.5).estimate(Bernoulli.ofLogits(logits), b -> b, 9, Rng.of(1));
    double[] slopes = estimate.gradients().of(logits).toDoubleArray();
    assertThat(slopes[0]).isZero();
    assertThat(slopes[1]).isZero();
    assertThat(slopes[2]).isFinite();
  }

  /// An objective that is infinite for what cannot be says nothing about what can.
  @Test
  void impossibleClassesOfInfiniteValue() {
    Tensor logits = Tensor.of(0.5f, Float.NEGATIVE_INFINITY, -0.5f).tracked();
    Tensor values = Tensor.of(1, Float.NEGATIVE_INFINITY, 3);
    Objective ofClass = z -> values.indexSelect(0, z);
    Objective ofVector = z -> Tensors.where(z.greater(0.5), values, Tensor.zeros(3)).sum(-1);
    Categorical classes = Categorical.ofLogits(logits);
    double p = classes.probs().get(0);
    for (Estimate estimate :
        List.of(
            MeasureValued.categorical().estimate(classes, ofClass, 4, Rng.of(1)),
            MeasureValued.oneHot()
                .estimate(OneHotCategorical.ofLogits(logits), ofVector, 4, Rng.of(1)),
            ExactEnumeration.create().estimate(classes, ofClass, 1, Rng.of(1)))) {
      double[] slopes = estimate.gradients().of(logits).toDoubleArray();
      assertThat(slopes[0]).isCloseTo(-2 * p * (1 - p), within(1e-6));
      assertThat(slopes[1]).isZero();
      assertThat(slopes[2]).isCloseTo(2 * p * (1 - p), within(1e-6));
    }
    Tensor sure = Tensor.of(Float.NEGATIVE_INFINITY, -200).tracked();
    Objective never = b -> b.log(); // -∞ at 0
    Objective always = b -> b.negate().add(1).log(); // -∞ at 1
    for (Objective f : List.of(never, always)) {
      Estimate estimate =
          MeasureValued.bernoulli().estimate(Bernoulli.ofLogits(sure), f, 4, Rng.of(1));
      assertThat(estimate.gradients().of(sure).equalTo(0).all().item()).isOne();
    }
  }

  /// The gradient is exactly 0 where both vectors agree.
  @Test
  void equalVectorsOfInfiniteValue() {
    Tensor logits = Tensor.of(50, -50).tracked();
    Objective f = b -> b.sum(-1).subtract(1).log(); // -∞ at [1, 0], which is drawn
    for (GradientEstimator<Bernoulli> estimator : List.of(new Arm(), new DisArm())) {
      Estimate estimate = estimator.estimate(Bernoulli.ofLogits(logits), f, 5, Rng.of(1));
      assertThat(estimate.value().item()).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(estimate.gradients().of(logits).equalTo(0).all().item()).isOne();
    }
  }

  /// Uniform numbers of float64 have more than the 24 bits of float32, and lie about ½ alike.
  @Test
  void antitheticNumbersHaveAllTheirBits() {
    Tensor logits = Tensors.zeros(DType.FLOAT64, 1000);
    Arm.Antithetic pair = Arm.Antithetic.draw(Bernoulli.ofLogits(logits), b -> b, 1, Rng.of(1));
    for (double u : pair.u().toDoubleArray()) {
      assertThat(u).isStrictlyBetween(0.0, 1.0);
      assertThat(u * 0x1p24).isNotEqualTo(Math.rint(u * 0x1p24));
    }
  }
}

package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The direction of Sophia (Liu et al., 2023): a mean of gradients over a mean of the Hessian's
/// diagonal, cut to `[-1, 1]`: `m = β₁m + (1-β₁)u`, `u = clip(m / max(γ·h, ε), 1)`.
///
/// The caller gives an estimate `ĥ` of the diagonal every ten steps or so, which becomes `h = β₂h +
/// (1-β₂)ĥ`: with [HessianDiagonal#gaussNewtonBartlett] the method is Sophia-G, with
/// [HessianDiagonal#hutchinson] Sophia-H. Until the first one every number moves by the rate.
///
/// ```java
/// if (step % 10 == 0) {
///   optimizer.observeCurvature(HessianDiagonal.gaussNewtonBartlett(logits, parameters, rng));
/// }
/// optimizer.step(loss.gradients());
/// ```
///
/// @param beta1 decay of the mean
/// @param beta2 decay of the curvature
/// @param gamma the factor γ of the curvature
/// @param epsilon the least divisor
public record Sophia(double beta1, double beta2, double gamma, double epsilon)
    implements ElementwiseTransform, CurvatureTransform {
  /// Checks the numbers.
  public Sophia {
    Numbers.requireShare("sophia: beta1", beta1);
    Numbers.requireShare("sophia: beta2", beta2);
    Numbers.requirePositive("sophia: gamma", gamma);
    Numbers.requirePositive("sophia: epsilon", epsilon);
  }

  /// β₁ = 0.965, β₂ = 0.99, ε = 10⁻¹², γ = 0.05 as for Sophia-G.
  public static Sophia defaults() {
    return new Sophia(0.965, 0.99, 0.05, 1e-12);
  }

  /// Other decays.
  public Sophia withBetas(double mean, double curvature) {
    return new Sophia(mean, curvature, gamma, epsilon);
  }

  /// Another γ; the paper has 0.01 for Sophia-H.
  public Sophia withGamma(double value) {
    return new Sophia(beta1, beta2, value, epsilon);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("exp_avg"), Slot.zeros("hessian"));
  }

  @Override
  public Loop begin(Step step) {
    return b -> {
      b.state(0).blend(beta1, 1 - beta1, b.u());
      b.u().set(b.state(0));
      b.u().divideByFloored(b.state(1), gamma, epsilon);
      b.u().clip(1);
    };
  }

  @Override
  public void observe(Tensor estimate, Step step) {
    step.remember(1, step.state(1).multiply(beta2).add(estimate.multiply(1 - beta2)));
  }
}

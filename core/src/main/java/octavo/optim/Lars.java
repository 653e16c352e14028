package octavo.optim;

import octavo.tensor.Tensor;

/// The layers' own rates of LARS (You, Gitman and Ginsburg, 2017): `u = r·(g + λp)` with `r =
/// η‖p‖/(‖g‖ + λ‖p‖ + ε)`, and `r = 1` where a norm is zero. Momentum follows.
///
/// The paper has the rate within the momentum, here it stands outside, as PyTorch's SGD has it: the
/// same for a constant rate.
///
/// @param coefficient η, how far a layer is trusted
/// @param decay λ
/// @param epsilon keeps the quotient finite
public record Lars(double coefficient, double decay, double epsilon) implements WholeTransform {
  /// Checks the numbers.
  public Lars {
    Numbers.requirePositive("lars: the coefficient", coefficient);
    Numbers.requireNotNegative("lars: the decay", decay);
    Numbers.requireNotNegative("lars: epsilon", epsilon);
  }

  /// η = 0.001, no decay, ε = 10⁻⁸.
  public static Lars defaults() {
    return new Lars(0.001, 0, 1e-8);
  }

  /// Another η.
  public Lars withCoefficient(double value) {
    return new Lars(value, decay, epsilon);
  }

  /// Another λ.
  public Lars withDecay(double factor) {
    return new Lars(coefficient, factor, epsilon);
  }

  @Override
  public Tensor apply(Tensor u, Step step) {
    double size = GradientNorm.of(step.parameter());
    double norm = GradientNorm.of(u);
    double rate = size > 0 && norm > 0 ? coefficient * size / (norm + decay * size + epsilon) : 1;
    return u.add(step.parameter().multiply(decay)).multiply(rate);
  }
}

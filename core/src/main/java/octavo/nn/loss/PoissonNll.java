package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The negative log-likelihood of counts `t` under Poisson distributions: of the logarithms `x` of their
/// means, `exp(x) - t·x`, or of the means themselves, `x - t·ln(x + ε)`. The term `ln t!`, which has no
/// gradient with respect to `x`, is left out, or approximated by Stirling's `t·ln t - t + ½·ln(2πt)` where
/// `t > 1`.
///
/// @param reduction how the losses of the elements become one
/// @param logInput whether predictions are logarithms of means
/// @param full whether Stirling's term is added
/// @param epsilon what keeps `ln x` finite, positive
public record PoissonNll(LossReduction reduction, boolean logInput, boolean full, double epsilon)
    implements Loss {
  /// Checks epsilon.
  public PoissonNll {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException(
          "PoissonNll: epsilon must be positive, but is " + epsilon + ".");
    }
  }

  /// The mean over all elements, of logarithms of means, without Stirling's term.
  public static PoissonNll mean() {
    return new PoissonNll(LossReduction.MEAN, true, false, 1e-8);
  }

  /// The same of means instead of their logarithms.
  public PoissonNll withMeans() {
    return new PoissonNll(reduction, false, full, epsilon);
  }

  /// The same with Stirling's term.
  public PoissonNll withStirlingTerm() {
    return new PoissonNll(reduction, logInput, true, epsilon);
  }

  /// The same with another `ε`.
  public PoissonNll withEpsilon(double other) {
    return new PoissonNll(reduction, logInput, full, other);
  }

  /// The same with another reduction.
  public PoissonNll withReduction(LossReduction other) {
    return new PoissonNll(other, logInput, full, epsilon);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor targets) {
    Operands.requireSameShape("PoissonNll", prediction, targets);
    Tensor x = Tensors.real("PoissonNll", prediction);
    Tensor t = targets.to(x.dtype());
    Tensor losses =
        logInput ? x.exp().subtract(t.multiply(x)) : x.subtract(t.multiply(x.add(epsilon).log()));
    return reduction.of(full ? losses.add(stirling(t)) : losses);
  }

  private static Tensor stirling(Tensor t) {
    Tensor large = t.greater(1);
    Tensor safe = Tensors.where(large, t, t.stopGradient().onesLike());
    Tensor term =
        safe.multiply(safe.log())
            .subtract(safe)
            .add(safe.multiply(2 * Math.PI).log().multiply(0.5));
    return Tensors.where(large, term, t.stopGradient().zerosLike());
  }
}

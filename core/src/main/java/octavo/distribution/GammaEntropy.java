package octavo.distribution;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Entropies of gamma and beta numbers, in float64, where the terms of the formulas are far larger than their sum.
final class GammaEntropy {
  /// Beyond it what Stirling's formula leaves out after two terms is below the last digit.
  static final double LARGE = 1e5;

  private GammaEntropy() {}

  /// `a + ln Γ(a) + (1 - a)·ψ(a)`, of a rate of 1.
  static Tensor of(Tensor a) {
    Tensor large = a.stopGradient().greater(LARGE);
    Tensor moderate = a.maskedFill(large, 1);
    Tensor rest = moderate.affine(-1, 1).multiply(moderate.digamma());
    Tensor sum = moderate.add(moderate.lgamma()).add(rest);
    Tensor c = a.maskedFill(large.logicalNot(), LARGE);
    Tensor inverse = c.reciprocal();
    Tensor bend = c.subtract(1).multiply(inverse).multiply(inverse.affine(1.0 / 12, 0.5));
    Tensor root = c.log().affine(0.5, Normal.LOG_ROOT_TWO_PI);
    return Tensors.where(large, root.add(inverse.multiply(1.0 / 12)).add(bend), sum);
  }

  /// That of a beta number where both concentrations are large: `½·ln(2πab/n³)` with `n = a + b`, and what Stirling's formula leaves out.
  static Tensor ofLarge(Tensor a, Tensor b, Tensor large) {
    Tensor none = large.logicalNot();
    Tensor c = a.expandTo(large.shape()).maskedFill(none, LARGE);
    Tensor d = b.expandTo(large.shape()).maskedFill(none, LARGE);
    Tensor n = c.add(d);
    Tensor root =
        c.log().add(d.log()).subtract(n.log().multiply(3)).affine(0.5, Normal.LOG_ROOT_TWO_PI);
    Tensor stirling = c.reciprocal().add(d.reciprocal()).subtract(n.reciprocal());
    return root.add(bend(c, d)).add(bend(d, c)).add(stirling.multiply(1.0 / 12));
  }

  /// `(a - 1)·(ψ(n) - ψ(a) - ln(n/a))`.
  private static Tensor bend(Tensor a, Tensor b) {
    Tensor n = a.add(b);
    Tensor difference = b.divide(n).divide(a); // 1/a - 1/n
    Tensor sum = a.reciprocal().add(n.reciprocal());
    return a.subtract(1).multiply(difference).multiply(sum.affine(1.0 / 12, 0.5));
  }
}

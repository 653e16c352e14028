package octavo.optim;

import octavo.tensor.Tensor;

/// Makes the step of every layer proportional to the size of its weights: `u = u·φ(‖p‖)/‖u‖` with
/// `φ(x) = min(max(x, least), most)` (LAMB: You et al., 2020). Where a norm is zero the ratio is 1.
///
/// @param least the least size that counts
/// @param most the greatest
public record TrustRatio(double least, double most) implements WholeTransform {
  /// Checks the bounds.
  public TrustRatio {
    Numbers.requireNotNegative("trustRatio: the least size", least);
    Numbers.require(
        most >= least, "trustRatio: the greatest size must not be below the least", most);
  }

  /// Sizes in `[0, 10]`, as in LAMB's experiments.
  public static TrustRatio defaults() {
    return new TrustRatio(0, 10);
  }

  @Override
  public Tensor apply(Tensor u, Step step) {
    double size = Math.min(Math.max(GradientNorm.of(step.parameter()), least), most);
    double norm = GradientNorm.of(u);
    return size > 0 && norm > 0 ? u.multiply(size / norm) : u;
  }
}

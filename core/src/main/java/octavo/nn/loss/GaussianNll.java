package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The negative log-likelihood of targets under normal distributions with predicted means and variances
/// (Nix and Weigend, 1994): `½·(ln v + (x - t)²/v)`, and `½·ln 2π` if all of it is wanted. A variance below
/// `ε` counts as `ε`; its gradient passes unchanged, as in PyTorch.
///
/// @param reduction how the losses of the elements become one
/// @param full whether the constant is added
/// @param epsilon the smallest variance, positive
public record GaussianNll(LossReduction reduction, boolean full, double epsilon) {
  /// Checks epsilon.
  public GaussianNll {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException(
          "GaussianNll: epsilon must be positive, but is " + epsilon + ".");
    }
  }

  /// The mean over all elements, without the constant.
  public static GaussianNll mean() {
    return new GaussianNll(LossReduction.MEAN, false, 1e-6);
  }

  /// The same with the constant.
  public GaussianNll withConstant() {
    return new GaussianNll(reduction, true, epsilon);
  }

  /// The same with another smallest variance.
  public GaussianNll withEpsilon(double other) {
    return new GaussianNll(reduction, full, other);
  }

  /// The same with another reduction.
  public GaussianNll withReduction(LossReduction other) {
    return new GaussianNll(other, full, epsilon);
  }

  /// The loss of means against targets of their shape; `variance` is of that shape too, or without its
  /// last axis, or has 1 there: then one variance holds for a whole row.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit or a variance is negative
  public Tensor of(Tensor mean, Tensor target, Tensor variance) {
    Operands.requireSameShape("GaussianNll", mean, target);
    Tensor v = Tensors.real("GaussianNll", variance);
    if (mean.rank() == v.rank() + 1 && mean.shape().without(-1).equals(v.shape())) {
      v = v.unsqueeze(v.rank());
    }
    boolean fits =
        v.shape().equals(mean.shape())
            || (v.rank() > 0
                && v.rank() == mean.rank()
                && v.shape().equals(mean.shape().withSize(-1, 1)));
    if (!fits) {
      throw new IllegalArgumentException(
          "GaussianNll: variances must be one an element or one a row, but the mean is %s and the variance %s."
              .formatted(mean.shape(), variance.shape()));
    }
    if (v.stopGradient().less(0).any().item() != 0) {
      throw new IllegalArgumentException(
          "GaussianNll: variances must not be negative, but the smallest is %s. Predict their logarithms."
              .formatted(v.stopGradient().min().item()));
    }
    Tensor fixed = v.stopGradient();
    Tensor missing = fixed.negate().add(epsilon).maximum(0);
    Tensor raised = v.add(missing);
    Tensor squares = mean.subtract(target).square();
    Tensor losses = raised.log().add(squares.divide(raised)).multiply(0.5);
    return reduction.of(full ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses);
  }
}

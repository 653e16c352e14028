package octavo.distribution;

import java.util.List;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A differentiable bijection `y = f(x)` that changes one distribution into another
/// ([TransformedDistribution]): `ln p(y) = ln p(x) - ln |det ∂y/∂x|`.
public interface Transform {
  /// The number of axes that one value has: 0 for a function of one number, applied to every element.
  int eventRank();

  /// The values that can be transformed.
  Support domain();

  /// The values that come out.
  Support codomain();

  /// `f(x)`.
  Tensor forward(Tensor x);

  /// `f⁻¹(y)`. A function of one number gives the nearer end of its domain for a `y` outside of the codomain.
  Tensor inverse(Tensor y);

  /// `ln |det ∂y/∂x|`, given both `x` and `y`: one number for each value.
  Tensor logAbsDetJacobian(Tensor x, Tensor y);

  /// 1 where a function of one number grows and -1 where it falls, which broadcasts with its values; null if this is
  /// not a function of one number.
  @Nullable Tensor direction();

  /// `y = loc + scale·x`.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale is 0
  static Transform affine(Tensor loc, Tensor scale) {
    return new AffineTransform(loc, scale);
  }

  /// `y = loc + scale·x`.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or the scale is 0
  static Transform affine(double loc, double scale) {
    return new AffineTransform(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// `y = eˣ`.
  static Transform exp() {
    return FunctionTransform.EXP;
  }

  /// `y = 1/(1 + e⁻ˣ)`, kept from rounding to 0 or 1.
  static Transform sigmoid() {
    return FunctionTransform.SIGMOID;
  }

  /// `y = tanh x`, kept from rounding to -1 or 1.
  static Transform tanh() {
    return FunctionTransform.TANH;
  }

  /// `y = ln(1 + eˣ)`.
  static Transform softplus() {
    return FunctionTransform.SOFTPLUS;
  }

  /// `y = x^exponent` of positive numbers.
  ///
  /// @throws IllegalArgumentException if an exponent is 0 or not finite
  static Transform power(Tensor exponent) {
    return new PowerTransform(exponent);
  }

  /// `y = x^exponent` of positive numbers.
  ///
  /// @throws IllegalArgumentException if the exponent is 0 or not finite
  static Transform power(double exponent) {
    return new PowerTransform(Tensor.scalar(exponent));
  }

  /// One transform after the other, the first one first.
  ///
  /// @throws IllegalArgumentException if there is none
  static Transform compose(Transform... parts) {
    return new ComposedTransform(List.of(parts));
  }

  /// The inverse of this transform.
  default Transform inverted() {
    return this instanceof InverseTransform inverse ? inverse.of() : new InverseTransform(this);
  }
}

package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// `y = x^exponent` of positive numbers, element by element.
///
/// @param exponent the exponent; not 0
public record PowerTransform(Tensor exponent) implements Transform {
  /// Checks the exponent.
  public PowerTransform {
    DType type = Parameters.type("PowerTransform", exponent);
    exponent = Parameters.checked("PowerTransform", "exponent", exponent, type, Support.REAL);
    Support.POSITIVE.require("PowerTransform", "|exponent|", exponent.abs());
  }

  @Override
  public int eventRank() {
    return 0;
  }

  @Override
  public Support domain() {
    return Support.POSITIVE;
  }

  @Override
  public Support codomain() {
    return Support.POSITIVE;
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.power(exponent);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.maximum(0).power(exponent.reciprocal());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return exponent.abs().log().add(exponent.subtract(1).multiply(x.log()));
  }

  @Override
  public Tensor direction() {
    return exponent.stopGradient().sign();
  }
}

package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// `y = loc + scale·x`, element by element.
///
/// @param loc what is added
/// @param scale what is multiplied by; not 0
public record AffineTransform(Tensor loc, Tensor scale) implements Transform {
  /// Checks the parameters.
  public AffineTransform {
    DType type = Parameters.type("AffineTransform", loc, scale);
    loc = Parameters.checked("AffineTransform", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("AffineTransform", "scale", scale, type, Support.REAL);
    Support.POSITIVE.require("AffineTransform", "|scale|", scale.abs());
    Parameters.batch("AffineTransform", loc, scale);
  }

  @Override
  public int eventRank() {
    return 0;
  }

  @Override
  public Support domain() {
    return Support.REAL;
  }

  @Override
  public Support codomain() {
    return Support.REAL;
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.multiply(scale).add(loc);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.subtract(loc).divide(scale);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return scale.abs().log().expandTo(y.shape());
  }

  @Override
  public Tensor direction() {
    return scale.stopGradient().sign();
  }
}

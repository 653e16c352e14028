package octavo.distribution;

import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The inverse of another transform.
///
/// @param of that transform
public record InverseTransform(Transform of) implements Transform {
  @Override
  public int eventRank() {
    return of.eventRank();
  }

  @Override
  public Support domain() {
    return of.codomain();
  }

  @Override
  public Support codomain() {
    return of.domain();
  }

  @Override
  public Tensor forward(Tensor x) {
    return of.inverse(x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return of.forward(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return of.logAbsDetJacobian(y, x).negate();
  }

  @Override
  public @Nullable Tensor direction() {
    return of.direction();
  }
}

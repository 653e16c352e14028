package octavo.nn;

import octavo.tensor.GluKind;
import octavo.tensor.Tensor;

/// `a ⊙ act(b)`, where `a` and `b` are the halves of the input along an axis.
///
/// @param axis which axis is cut
/// @param kind the activation
public record Glu(int axis, GluKind kind) implements Layer {
  /// With the sigmoid, along the last axis.
  public Glu() {
    this(-1, GluKind.GLU);
  }

  /// Along another axis.
  public Glu withAxis(int other) {
    return new Glu(other, kind);
  }

  /// With another activation.
  public Glu withKind(GluKind other) {
    return new Glu(axis, other);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.glu(axis, kind);
  }
}

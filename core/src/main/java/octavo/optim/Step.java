package octavo.optim;

import octavo.storage.View;
import octavo.tensor.Tensor;

/// One step of one parameter, as a transform sees it.
public final class Step {
  private final long number;
  private final double rate;
  private final double norm;
  private final Tensor parameter;
  private final Tensor gradient;
  private final Tensor[] state;

  Step(long number, double rate, double norm, Tensor parameter, Tensor gradient, Tensor[] state) {
    this.number = number;
    this.rate = rate;
    this.norm = norm;
    this.parameter = parameter;
    this.gradient = gradient;
    this.state = state;
  }

  /// The number of this step of the parameter, from 1.
  public long number() {
    return number;
  }

  /// The learning rate of this step.
  public double rate() {
    return rate;
  }

  /// The norm of all gradients together; NaN unless a transform asks for it.
  public double norm() {
    return norm;
  }

  /// The parameter's numbers before the step. They change when the step is done.
  public Tensor parameter() {
    return parameter;
  }

  /// The gradient as it came, ahead of all transforms.
  public Tensor gradient() {
    return gradient;
  }

  /// What the transform's slot `i` holds.
  public Tensor state(int i) {
    return state[i];
  }

  /// Replaces what the slot `i` holds: for a [WholeTransform], whose state are tensors.
  ///
  /// @throws IllegalArgumentException if the shape or the element type is another
  public void remember(int i, Tensor value) {
    Tensor old = state[i];
    if (!old.shape().equals(value.shape()) || old.dtype() != value.dtype()) {
      throw new IllegalArgumentException(
          "remember: slot %d is %s %s, but the new value is %s %s."
              .formatted(i, old.dtype(), old.shape(), value.dtype(), value.shape()));
    }
    state[i] = value.stopGradient().copy();
  }

  Tensor[] states() {
    return state;
  }

  /// The single number in slot `i`.
  public double number(int i) {
    return state[i].item();
  }

  /// Replaces the single number in slot `i`.
  public void setNumber(int i, double value) {
    View number = state[i].view();
    number.storage().setDouble(number.offset(), value);
  }
}

package octavo.autograd;

import octavo.tensor.Tensor;

/// Something gradients can be taken with respect to: a tensor or a parameter.
public interface Differentiable {
  /// The value as a tracked tensor; the same leaf at each call.
  Tensor tracked();
}

package octavo.nn.loss;

import octavo.tensor.Tensor;

/// How wrong a prediction is: a scalar to minimize, or one number for each element.
@FunctionalInterface
public interface Loss {
  /// The loss of `prediction` against `target`.
  Tensor of(Tensor prediction, Tensor target);
}

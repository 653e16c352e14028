package octavo.nn;

import octavo.tensor.Tensor;

/// The logarithm of softmax along one axis, accurate where softmax underflows: what [octavo.nn.loss.NegativeLogLikelihood] takes.
///
/// @param axis the axis; negative ones count from the end
public record LogSoftmax(int axis) implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.logSoftmax(axis);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// Softmax along one axis: `exp(xᵢ) / Σⱼ exp(xⱼ)`. Not ahead of [octavo.nn.loss.CrossEntropy], which takes logits.
///
/// @param axis the axis; negative ones count from the end
public record Softmax(int axis) implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softmax(axis);
  }
}

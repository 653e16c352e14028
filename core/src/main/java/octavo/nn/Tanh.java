package octavo.nn;

import octavo.tensor.Tensor;

/// `tanh x`, element by element.
public record Tanh() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.tanh();
  }
}

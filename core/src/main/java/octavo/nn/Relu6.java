package octavo.nn;

import octavo.tensor.Tensor;

/// `min(max(0, x), 6)`, element by element.
public record Relu6() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.relu6();
  }
}

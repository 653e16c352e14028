package octavo.nn;

import octavo.tensor.Tensor;

/// `x - tanh x`, element by element.
public record TanhShrink() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.tanhShrink();
  }
}

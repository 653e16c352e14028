package octavo.nn;

import octavo.tensor.Tensor;

/// `max(0, x)`, element by element.
public record Relu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.relu();
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// `1/(1 + e⁻ˣ)`, element by element.
public record Sigmoid() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.sigmoid();
  }
}

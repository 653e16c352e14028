package octavo.nn;

import octavo.tensor.Tensor;

/// `x·tanh(ln(1 + eˣ))` (Misra, 2019), element by element.
public record Mish() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.mish();
  }
}

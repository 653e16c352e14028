package octavo.nn;

import octavo.tensor.Tensor;

/// `x·Φ(x)` with the exact normal distribution function, element by element.
public record Gelu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.gelu();
  }
}

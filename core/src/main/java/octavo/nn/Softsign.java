package octavo.nn;

import octavo.tensor.Tensor;

/// `x/(1 + |x|)`, element by element (Glorot and Bengio, 2010).
public record Softsign() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softsign();
  }
}

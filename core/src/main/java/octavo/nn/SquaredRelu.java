package octavo.nn;

import octavo.tensor.Tensor;

/// `max(0, x)²`, element by element (So et al., 2021).
public record SquaredRelu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.squaredRelu();
  }
}

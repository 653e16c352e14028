package octavo.nn;

import octavo.tensor.Tensor;

/// `x·σ(x)`, also called Swish, element by element (Ramachandran, Zoph and Le, 2017).
public record Silu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.silu();
  }
}

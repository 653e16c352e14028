package octavo.nn;

import octavo.tensor.Tensor;

/// All axes after the batch as one: `[batch, …]` to `[batch, features]`.
public record Flatten() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.flatten(1);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// The largest number of each channel of `[batch, channels, …]`: `[batch, channels, 1, …]`, as many axes as
/// before.
public record GlobalMaxPool() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.globalMaxPool();
  }
}

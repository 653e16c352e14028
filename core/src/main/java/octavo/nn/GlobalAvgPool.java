package octavo.nn;

import octavo.tensor.Tensor;

/// The mean of each channel of `[batch, channels, …]`: `[batch, channels, 1, …]`, as many axes as
/// before.
public record GlobalAvgPool() implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.globalAvgPool();
  }
}

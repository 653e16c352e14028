package octavo.nn.model;

import octavo.tensor.Tensor;

/// The evidence lower bound (Kingma and Welling, 2014), in nats for each example of a batch and in its two
/// parts: `ln p(x) ≥ E_q[ln p(x | z)] - KL(q(z | x) ‖ p(z))`. Training makes it as large as it can, that
/// is, [#loss] small.
///
/// @param reconstruction `-ln p(x | z)` for one drawn `z`, `[batch]`
/// @param divergence `KL(q(z | x) ‖ p(z))` in closed form, `[batch]`
public record Elbo(Tensor reconstruction, Tensor divergence) {
  /// Checks that both are vectors of the same length.
  ///
  /// @throws IllegalArgumentException if they are not
  public Elbo {
    if (reconstruction.rank() != 1 || !reconstruction.shape().equals(divergence.shape())) {
      throw new IllegalArgumentException(
          "Elbo: both parts must be [batch], but the reconstruction is %s and the divergence %s. Sum over the axes of an example."
              .formatted(reconstruction.shape(), divergence.shape()));
    }
  }

  /// The bound of pixels that are on with the probabilities `σ(logits)`: the reconstruction is the sum over
  /// an image of the binary cross-entropies. Gray pixels count as probabilities.
  ///
  /// @param logits of the pixels, `[batch, …]`
  /// @param pixels from 0 to 1, of the same shape
  /// @param divergence `[batch]`
  /// @throws IllegalArgumentException if shapes do not fit or a pixel is not in `[0, 1]`
  static Elbo ofPixels(Tensor logits, Tensor pixels, Tensor divergence) {
    Tensor plain = pixels.stopGradient();
    double low = plain.min().item();
    double high = plain.max().item();
    if (!(low >= 0 && high <= 1)) {
      throw new IllegalArgumentException(
          "Elbo: pixels must be in [0, 1], but are from %s to %s. Use images.normalized(0, 1)."
              .formatted((float) low, (float) high));
    }
    return new Elbo(logits.flatten(1).sigmoidCrossEntropy(pixels.flatten(1)), divergence);
  }

  /// The bound for each example, `[batch]`.
  public Tensor each() {
    return reconstruction.add(divergence).negate();
  }

  /// What is minimized: the mean over the batch of `reconstruction + divergence`.
  public Tensor loss() {
    return reconstruction.sum().add(divergence.sum()).divide(reconstruction.size(0));
  }

  /// The mean of the bound over the batch, as a number.
  public double mean() {
    return -loss().stopGradient().item();
  }
}

package octavo.nn.model;

import octavo.nn.AcceptedFinding;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// A variational autoencoder with normal latents (Kingma and Welling, 2014) made of linear maps: an encoder
/// gives mean and variance of each latent number, a decoder makes pixels of a sample `z = μ + σ·ε`, through
/// which the gradient passes since `ε` knows nothing of the network.
///
/// ```java
/// GaussianVae vae = GaussianVae.of(784).create(rng);
/// optimizer.step(vae.elbo(images, Mode.training(rng)).loss().gradients());
/// ```
///
/// @param encoder from the pixels to the hidden units, ReLU behind it
/// @param mean from these to `μ`
/// @param logVariance from these to `ln σ²`
/// @param hidden from the latent numbers to hidden units, ReLU behind it
/// @param output from these to the logits of the pixels
@AcceptedFinding(
    rule = "unused-layer",
    at = "log_variance",
    why = "forward decodes the mean; the variance is trained by elbo")
public record GaussianVae(
    Linear encoder, Linear mean, Linear logVariance, Linear hidden, Linear output)
    implements Layer {
  /// A network for images of this many pixels: 400 hidden units and 20 latent numbers unless told otherwise.
  public static Options of(int pixels) {
    return new Options(pixels, 400, 20);
  }

  /// What the encoder says of an image: independent normal distributions.
  ///
  /// @param mean `μ`, `[batch, latent]`
  /// @param logVariance `ln σ²`, of the same shape
  public record Posterior(Tensor mean, Tensor logVariance) {
    /// Checks that the shapes are the same.
    ///
    /// @throws IllegalArgumentException if they are not
    public Posterior {
      if (mean.rank() != 2 || !mean.shape().equals(logVariance.shape())) {
        throw new IllegalArgumentException(
            "GaussianVae: mean and logarithm of the variance must be [batch, latent], but are %s and %s."
                .formatted(mean.shape(), logVariance.shape()));
      }
    }

    /// `σ = exp(½·ln σ²)`.
    public Tensor deviation() {
      return logVariance.multiply(0.5).exp();
    }

    /// `z = μ + σ·ε`.
    ///
    /// @param noise `ε`, standard normal, of the shape of the mean
    /// @throws IllegalArgumentException if the shape is another
    public Tensor sample(Tensor noise) {
      if (!noise.shape().equals(mean.shape())) {
        throw new IllegalArgumentException(
            "GaussianVae: the noise must have the shape of the mean, %s, but is %s."
                .formatted(mean.shape(), noise.shape()));
      }
      return mean.add(deviation().multiply(noise));
    }

    /// The divergence from the standard normal distribution, `½·Σ(σ² + μ² - 1 - ln σ²)`, `[batch]`.
    public Tensor divergence() {
      Tensor terms = logVariance.exp().add(mean.square()).subtract(logVariance).subtract(1);
      return terms.sum(1).multiply(0.5);
    }
  }

  /// The distribution of the latent numbers of images `[batch, …]`.
  public Posterior encode(Tensor x, Mode mode) {
    Tensor h = encoder.forward(x.flatten(1), mode).relu();
    return new Posterior(mean.forward(h, mode), logVariance.forward(h, mode));
  }

  /// The logits of the pixels, `[batch, pixels]`, of latent numbers `[batch, latent]`.
  public Tensor decode(Tensor z, Mode mode) {
    return output.forward(hidden.forward(z, mode).relu(), mode);
  }

  /// The logits of the pixels decoded from the mean of each image: no randomness.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return decode(encode(x, mode).mean(), mode);
  }

  /// The bound for each image, with one sample from the mode's random numbers. For data that is not trained on
  /// pass `Mode.training(rng).withGradients(false)`.
  ///
  /// @param x pixels from 0 to 1, `[batch, …]`
  /// @throws IllegalArgumentException if the number of pixels is another or one is not in `[0, 1]`
  /// @throws IllegalStateException in inference mode, which has no random numbers
  public Elbo elbo(Tensor x, Mode mode) {
    Posterior posterior = encode(x, mode);
    int[] shape = posterior.mean().shape().toArray();
    return elbo(x, posterior, noise(posterior, mode.rng(), shape), mode);
  }

  private static Tensor noise(Posterior posterior, Rng rng, int[] shape) {
    return RandomTensors.normal(posterior.mean().dtype(), rng, 0, 1, shape);
  }

  /// The bound with noise of one's own: the same noise gives the same number.
  ///
  /// @param x pixels from 0 to 1, `[batch, …]`
  /// @param noise standard normal, `[batch, latent]`
  /// @throws IllegalArgumentException if shapes do not fit or a pixel is not in `[0, 1]`
  public Elbo elbo(Tensor x, Tensor noise, Mode mode) {
    return elbo(x, encode(x, mode), noise, mode);
  }

  private Elbo elbo(Tensor x, Posterior posterior, Tensor noise, Mode mode) {
    Tensor logits = decode(posterior.sample(noise), mode);
    return Elbo.ofPixels(logits, x.flatten(1), posterior.divergence());
  }

  /// Pictures that nobody has seen: the probabilities of the pixels, `[count, pixels]`, decoded from random
  /// latent numbers.
  ///
  /// @throws IllegalArgumentException if the count is negative
  public Tensor generate(int count, Rng rng) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "GaussianVae: the count must not be negative, but is " + count + ".");
    }
    Tensor z = RandomTensors.normal(rng, count, mean.weight().tensor().size(0));
    return decode(z, Mode.inference()).sigmoid();
  }

  /// What a network is made from.
  ///
  /// @param pixels of an image
  /// @param hidden units between the pixels and the latent numbers
  /// @param latent numbers of an image
  public record Options(int pixels, int hidden, int latent) {
    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if one is not positive
    public Options {
      if (pixels < 1 || hidden < 1 || latent < 1) {
        throw new IllegalArgumentException(
            "GaussianVae: pixels, hidden units and latent numbers must be positive, but are %d, %d and %d."
                .formatted(pixels, hidden, latent));
      }
    }

    /// With so many hidden units.
    public Options withHidden(int units) {
      return new Options(pixels, units, latent);
    }

    /// With so many latent numbers; 2 can be drawn as a plane.
    public Options withLatent(int numbers) {
      return new Options(pixels, hidden, numbers);
    }

    /// The network, with PyTorch's default initialization from `rng`.
    public GaussianVae create(Rng rng) {
      return new GaussianVae(
          Linear.of(pixels, hidden).create(rng),
          Linear.of(hidden, latent).create(rng),
          Linear.of(hidden, latent).create(rng),
          Linear.of(latent, hidden).create(rng),
          Linear.of(hidden, pixels).create(rng));
    }
  }
}

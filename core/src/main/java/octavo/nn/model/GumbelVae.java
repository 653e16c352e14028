package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import octavo.nn.AcceptedFinding;
import octavo.nn.Conv2d;
import octavo.nn.ConvBuilder;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A variational autoencoder with discrete latents (Jang, Gu and Poole, 2017): an image is described by some
/// classes, each one of ten, and the gradient passes through the draw of a class by [GumbelDraw].
///
/// Two convolutions with step 2 lead to hidden units and these to the logits of the classes, two linear maps
/// and three transposed convolutions back to the pixels; all with ReLU but where logits leave.
///
/// ```java
/// GumbelVae vae = GumbelVae.of(28, 28).create(rng);
/// double temperature = GumbelVae.temperature(step);
/// optimizer.step(vae.elbo(images, temperature, Mode.training(rng)).loss().gradients());
/// ```
///
/// @param conv1 half the size
/// @param conv2 a quarter of the size, twice the channels
/// @param encoder to hidden units
/// @param logits to `latents·classes` numbers
/// @param decoder from the latents to hidden units
/// @param grid from these to pictures of a quarter of the size
/// @param up1 half the size
/// @param up2 the whole size, half the channels
/// @param pixels to one logit for each pixel
/// @param options what the network was made from
@AcceptedFinding(
    rule = "checkerboard",
    why = "kernels of 3 with step 2 are the published recipe; the layer behind them has step 1")
@AcceptedFinding(
    rule = "detached-layer",
    why = "forward takes the most probable classes; the encoder is trained by elbo")
public record GumbelVae(
    Conv2d conv1,
    Conv2d conv2,
    Linear encoder,
    Linear logits,
    Linear decoder,
    Linear grid,
    ConvTranspose2d up1,
    ConvTranspose2d up2,
    ConvTranspose2d pixels,
    GumbelVaeOptions options)
    implements Layer {
  /// A network for gray images of this size: 32 latents of 10 classes, 32 and 64 channels, 32 hidden units and
  /// soft samples unless told otherwise.
  ///
  /// @throws IllegalArgumentException if height or width is no multiple of 4
  public static GumbelVaeOptions of(int height, int width) {
    return new GumbelVaeOptions(height, width, 32, 10, 32, 32, GumbelDraw.SOFT);
  }

  static GumbelVae create(GumbelVaeOptions o, Rng rng) {
    int channels = o.channels();
    int grid = o.height() / 4 * (o.width() / 4) * 2 * channels;
    int codes = o.latents() * o.classes();
    return new GumbelVae(
        half(Conv2d.of(1, channels, kernel(3))).create(rng),
        half(Conv2d.of(channels, 2 * channels, kernel(3))).create(rng),
        Linear.of(grid, o.hidden()).create(rng),
        Linear.of(o.hidden(), codes).create(rng),
        Linear.of(codes, o.hidden()).create(rng),
        Linear.of(o.hidden(), grid).create(rng),
        half(ConvTranspose2d.of(2 * channels, 2 * channels, kernel(3))).create(rng),
        half(ConvTranspose2d.of(2 * channels, channels, kernel(3))).create(rng),
        ConvTranspose2d.of(channels, 1, kernel(3)).withPadding(Padding.same()).create(rng),
        o);
  }

  private static <L> ConvBuilder<L> half(ConvBuilder<L> layer) {
    return layer.withStride(2).withPadding(Padding.same());
  }

  /// The temperature of a training step, from 0: `0.01 + 0.99·0.999^step`, from 1 down to 0.01.
  ///
  /// @throws IllegalArgumentException if the step is negative
  public static double temperature(long step) {
    if (step < 0) {
      throw new IllegalArgumentException(
          "GumbelVae: the step must not be negative, but is " + step + ".");
    }
    return 0.01 + 0.99 * Math.pow(0.999, step);
  }

  /// The logits of the classes, `[batch, latents, classes]`, of images `[batch, 1, height, width]`.
  ///
  /// @throws IllegalArgumentException if the images have another size
  public Tensor encode(Tensor x, Mode mode) {
    if (x.rank() != 4
        || x.size(1) != 1
        || x.size(2) != options.height()
        || x.size(3) != options.width()) {
      throw new IllegalArgumentException(
          "GumbelVae: images must be [batch, 1, %d, %d], but are %s."
              .formatted(options.height(), options.width(), x.shape()));
    }
    Tensor h = conv2.forward(conv1.forward(x, mode).relu(), mode).relu();
    h = encoder.forward(h.flatten(1), mode).relu();
    return logits.forward(h, mode).reshape(x.size(0), options.latents(), options.classes());
  }

  /// The logits of the pixels, `[batch, 1, height, width]`, of one-hot latents or points between them,
  /// `[batch, latents, classes]`.
  ///
  /// @throws IllegalArgumentException if there are other latents
  public Tensor decode(Tensor z, Mode mode) {
    if (z.rank() != 3 || z.size(1) != options.latents() || z.size(2) != options.classes()) {
      throw new IllegalArgumentException(
          "GumbelVae: latents must be [batch, %d, %d], but are %s."
              .formatted(options.latents(), options.classes(), z.shape()));
    }
    Tensor h = decoder.forward(z.flatten(1), mode).relu();
    h = grid.forward(h, mode).relu();
    h = h.reshape(z.size(0), -1, options.height() / 4, options.width() / 4);
    h = up2.forward(up1.forward(h, mode).relu(), mode).relu();
    return pixels.forward(h, mode);
  }

  /// The logits of the pixels decoded from the most probable classes of each image: no randomness.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return decode(GumbelDraw.oneHot(encode(x, mode)), mode);
  }

  /// The relaxed bound for each image: latents drawn with the mode's random numbers at a temperature.
  ///
  /// @param x pixels from 0 to 1, `[batch, 1, height, width]`
  /// @throws IllegalArgumentException if sizes do not fit, a pixel is not in `[0, 1]` or the temperature or its
  ///   inverse not positive and finite
  /// @throws IllegalStateException in inference mode, which has no random numbers
  public Elbo elbo(Tensor x, double temperature, Mode mode) {
    Tensor scores = encode(x, mode);
    return elbo(x, scores, gumbel(scores, mode.rng()), temperature, mode);
  }

  /// The relaxed bound with noise of one's own: the same noise gives the same number.
  ///
  /// @param x pixels from 0 to 1, `[batch, 1, height, width]`
  /// @param noise of Gumbel's distribution, `[batch, latents, classes]`
  /// @throws IllegalArgumentException as the other form, or if the noise has another shape
  public Elbo elbo(Tensor x, double temperature, Tensor noise, Mode mode) {
    return elbo(x, encode(x, mode), noise, temperature, mode);
  }

  private Elbo elbo(Tensor x, Tensor scores, Tensor noise, double temperature, Mode mode) {
    Tensor z = options.draw().sample(scores, noise, temperature);
    return Elbo.ofPixels(decode(z, mode), x, divergence(scores));
  }

  /// The bound of the discrete model itself, whose latents are drawn by Gumbel-max and are one-hot: what a
  /// training should be judged by. Pass `Mode.training(rng).withGradients(false)`; a gradient would miss the
  /// encoder's part in the reconstruction.
  ///
  /// @param x pixels from 0 to 1, `[batch, 1, height, width]`
  /// @throws IllegalArgumentException if sizes do not fit or a pixel is not in `[0, 1]`
  /// @throws IllegalStateException in inference mode, which has no random numbers
  public Elbo discreteElbo(Tensor x, Mode mode) {
    Tensor scores = encode(x, mode);
    Tensor z = GumbelDraw.oneHot(scores.add(gumbel(scores, mode.rng())).stopGradient());
    return Elbo.ofPixels(decode(z, mode), x, divergence(scores));
  }

  private static Tensor gumbel(Tensor scores, Rng rng) {
    return RandomTensors.gumbel(scores.dtype(), rng, 0, 1, scores.shape().toArray());
  }

  /// The divergence of the classes from uniform ones, `Σ p·ln p + latents·ln classes`, `[batch]`, never
  /// negative. The constant has no gradient.
  static Tensor divergence(Tensor scores) {
    Tensor negentropy = scores.softmax(2).multiply(scores.logSoftmax(2)).sum(1, 2);
    return negentropy.add(scores.size(1) * Math.log(scores.size(2)));
  }

  /// Pictures that nobody has seen: the probabilities of the pixels, `[count, 1, height, width]`, decoded from
  /// random one-hot latents.
  ///
  /// @throws IllegalArgumentException if the count is negative
  public Tensor generate(int count, Rng rng) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "GumbelVae: the count must not be negative, but is " + count + ".");
    }
    Tensor classes = RandomTensors.integers(rng, 0, options.classes(), count, options.latents());
    DType dtype = decoder.weight().tensor().dtype();
    Tensor z = Tensors.oneHot(classes, options.classes()).to(dtype);
    return decode(z, Mode.inference()).sigmoid();
  }
}

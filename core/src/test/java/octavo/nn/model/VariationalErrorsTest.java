package octavo.nn.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the variational autoencoders refuse, and how they say it.
class VariationalErrorsTest {
  private static final GumbelVae GUMBEL =
      GumbelVae.of(8, 8).withLatents(3, 4).withChannels(2).withHidden(4).create(Rng.of(1));
  private static final GaussianVae GAUSSIAN =
      GaussianVae.of(6).withHidden(4).withLatent(2).create(Rng.of(1));
  private static final Tensor IMAGES = Tensor.zeros(2, 1, 8, 8);

  private static Arguments wrong(String message, ThrowingCallable use) {
    return Arguments.of(message, use);
  }

  private static Mode mode() {
    return Mode.training(Rng.of(1));
  }

  static Stream<Arguments> uses() {
    return Stream.of(
        wrong(
            "GumbelVae: height and width must be positive multiples of 4, but are 30 and 28. Pad the images first.",
            () -> GumbelVae.of(30, 28)),
        wrong(
            "GumbelVae: latents, channels and hidden units must be positive and classes at least 2, but there are 3 latents of 1 classes, 32 channels and 32 hidden units.",
            () -> GumbelVae.of(28, 28).withLatents(3, 1)),
        wrong(
            "GumbelVae: the step must not be negative, but is -1.",
            () -> GumbelVae.temperature(-1)),
        wrong(
            "GumbelVae: images must be [batch, 1, 8, 8], but are [2, 64].",
            () -> GUMBEL.encode(Tensor.zeros(2, 64), mode())),
        wrong(
            "GumbelVae: latents must be [batch, 3, 4], but are [2, 12].",
            () -> GUMBEL.decode(Tensor.zeros(2, 12), mode())),
        wrong(
            "GumbelVae: the count must not be negative, but is -1.",
            () -> GUMBEL.generate(-1, Rng.of(1))),
        wrong(
            "GumbelDraw: the temperature and its inverse must be positive and finite, but it is 0.0.",
            () -> GUMBEL.elbo(IMAGES, 0, mode())),
        wrong(
            "GumbelDraw: the noise must have the shape of the logits, […, classes], but the logits are [2, 3, 4] and the noise is [2, 3].",
            () -> GUMBEL.elbo(IMAGES, 1, Tensor.zeros(2, 3), mode())),
        wrong(
            "Elbo: pixels must be in [0, 1], but are from -1.0 to -1.0. Use images.normalized(0, 1).",
            () -> GUMBEL.elbo(IMAGES.subtract(1), 1, mode())),
        wrong(
            "Elbo: pixels must be in [0, 1], but are from NaN to NaN. Use images.normalized(0, 1).",
            () -> GUMBEL.discreteElbo(IMAGES.add(Double.NaN), mode())),
        wrong(
            "Elbo: both parts must be [batch], but the reconstruction is [2] and the divergence [3]. Sum over the axes of an example.",
            () -> new Elbo(Tensor.zeros(2), Tensor.zeros(3))),
        wrong(
            "Mode: inference has no random numbers. A layer that draws needs Mode.training(rng).",
            () -> GUMBEL.elbo(IMAGES, 1, Mode.inference())),
        wrong(
            "Mode: inference has no random numbers. A layer that draws needs Mode.training(rng).",
            () -> GAUSSIAN.elbo(Tensor.zeros(2, 6), Mode.inference())),
        wrong(
            "GaussianVae: pixels, hidden units and latent numbers must be positive, but are 6, 0 and 20.",
            () -> GaussianVae.of(6).withHidden(0)),
        wrong(
            "GaussianVae: the noise must have the shape of the mean, [2, 2], but is [2, 3].",
            () -> GAUSSIAN.elbo(Tensor.zeros(2, 6), Tensor.zeros(2, 3), mode())),
        wrong(
            "GaussianVae: mean and logarithm of the variance must be [batch, latent], but are [2, 2] and [2, 3].",
            () -> new GaussianVae.Posterior(Tensor.zeros(2, 2), Tensor.zeros(2, 3))),
        wrong(
            "GaussianVae: the count must not be negative, but is -1.",
            () -> GAUSSIAN.generate(-1, Rng.of(1))));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void isRefused(String message, ThrowingCallable use) {
    assertThatThrownBy(use).hasMessage(message);
  }
}

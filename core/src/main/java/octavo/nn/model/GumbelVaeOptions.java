package octavo.nn.model;

import octavo.random.Rng;

/// What a [GumbelVae] is made from.
///
/// @param height rows of an image, a multiple of 4
/// @param width columns of an image, a multiple of 4
/// @param latents how many classes describe an image
/// @param classes how many each latent chooses from
/// @param channels of the first convolution; the second has twice as many
/// @param hidden units between the convolutions and the latents
/// @param draw how a class is drawn in training
public record GumbelVaeOptions(
    int height, int width, int latents, int classes, int channels, int hidden, GumbelDraw draw) {
  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if one does not serve
  public GumbelVaeOptions {
    if (height < 4 || width < 4 || height % 4 != 0 || width % 4 != 0) {
      throw new IllegalArgumentException(
          "GumbelVae: height and width must be positive multiples of 4, but are %d and %d. Pad the images first."
              .formatted(height, width));
    }
    if (latents < 1 || classes < 2 || channels < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "GumbelVae: latents, channels and hidden units must be positive and classes at least 2, but there are %d latents of %d classes, %d channels and %d hidden units."
              .formatted(latents, classes, channels, hidden));
    }
  }

  /// With so many latents of so many classes each.
  public GumbelVaeOptions withLatents(int number, int classesOfEach) {
    return new GumbelVaeOptions(height, width, number, classesOfEach, channels, hidden, draw);
  }

  /// With so many channels in the first convolution.
  public GumbelVaeOptions withChannels(int number) {
    return new GumbelVaeOptions(height, width, latents, classes, number, hidden, draw);
  }

  /// With so many hidden units.
  public GumbelVaeOptions withHidden(int units) {
    return new GumbelVaeOptions(height, width, latents, classes, channels, units, draw);
  }

  /// With samples that are one-hot on the way forward, [GumbelDraw#STRAIGHT_THROUGH].
  public GumbelVaeOptions withStraightThrough() {
    return new GumbelVaeOptions(
        height, width, latents, classes, channels, hidden, GumbelDraw.STRAIGHT_THROUGH);
  }

  /// The network, with PyTorch's default initialization from `rng`.
  public GumbelVae create(Rng rng) {
    return GumbelVae.create(this, rng);
  }
}

package octavo.cli;

import java.util.List;
import java.util.function.Function;
import octavo.nn.Layer;
import octavo.nn.model.Fcn;
import octavo.nn.model.GaussianVae;
import octavo.nn.model.Gpt;
import octavo.nn.model.GumbelVae;
import octavo.nn.model.LeNet;
import octavo.nn.model.LstmClassifier;
import octavo.nn.model.Mlp;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.nn.model.Vgg16;
import octavo.random.Rng;

/// A network that comes with the library and takes one tensor.
///
/// @param name on the command line
/// @param input the sizes it is looked at with, such as `1x3x224x224`
/// @param takes what its input holds
/// @param make with random weights
record BuiltIn(String name, String input, Takes takes, Function<Rng, Layer> make) {
  private static final int CLASSES = 10;
  private static final int IMAGENET = 1000;
  private static final String PICTURE = "1x3x224x224";
  private static final String CLOTHING = "1x1x28x28";

  /// What a network's input holds.
  enum Takes {
    /// The images that `octavo train` trains on.
    CLOTHING,
    /// Other numbers.
    NUMBERS,
    /// Whole numbers.
    TOKENS
  }

  /// All of them.
  static final List<BuiltIn> ALL =
      List.of(
          new BuiltIn("lenet", CLOTHING, Takes.CLOTHING, rng -> LeNet.create(CLASSES, rng)),
          new BuiltIn("mlp", CLOTHING, Takes.CLOTHING, rng -> Mlp.create(28 * 28, CLASSES, rng)),
          pictures("vgg16", rng -> Vgg16.of(IMAGENET).create(rng)),
          pictures("resnet18", rng -> ResNet.resnet18(IMAGENET).create(rng)),
          pictures("resnet34", rng -> ResNet.resnet34(IMAGENET).create(rng)),
          pictures("resnet50", rng -> ResNet.resnet50(IMAGENET).create(rng)),
          pictures("mobilenet-v2", rng -> MobileNetV2.of(IMAGENET).create(rng)),
          new BuiltIn(
              "unet", "1x3x128x128", Takes.NUMBERS, rng -> UNet.of(3, 2).withWidth(64).create(rng)),
          pictures("fcn", rng -> Fcn.over(Fcn.Backbone.small(3, 32, rng), 21, rng)),
          new BuiltIn("gpt", "1x64", Takes.TOKENS, rng -> Gpt.of(65, 64).create(rng)),
          new BuiltIn(
              "lstm",
              "1x28x28",
              Takes.NUMBERS,
              rng -> LstmClassifier.create(28, 128, CLASSES, rng)),
          new BuiltIn(
              "gaussian-vae", CLOTHING, Takes.NUMBERS, rng -> GaussianVae.of(28 * 28).create(rng)),
          new BuiltIn(
              "gumbel-vae", CLOTHING, Takes.NUMBERS, rng -> GumbelVae.of(28, 28).create(rng)));

  private static BuiltIn pictures(String name, Function<Rng, Layer> make) {
    return new BuiltIn(name, PICTURE, Takes.NUMBERS, make);
  }

  /// Whether `octavo train` can train it.
  boolean trainable() {
    return takes == Takes.CLOTHING;
  }
}

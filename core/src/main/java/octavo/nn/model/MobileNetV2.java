package octavo.nn.model;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.Dropout;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// MobileNetV2 (Sandler, Howard, Zhu, Zhmoginov and Chen, 2018): pictures `[batch, 3, height, width]`
/// of any size to logits `[batch, classes]`; 3.5 million parameters for 1000 classes. Names and
/// shapes are those of torchvision.
///
/// @param features the convolutions; they make the picture 32 times smaller
/// @param classifier dropout and the mean over the picture to the classes
public record MobileNetV2(Sequential features, Sequential classifier) implements Layer {
  /// For each stage: expansion, channels, blocks and step of the first block.
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  /// The network for this many classes, with width 1 and dropout 0.2.
  public static Options of(int classes) {
    return new Options(classes, 1, 0.2);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Pictures.require("MobileNetV2", x, 1);
    return classifier.forward(features.forward(x, mode).globalAvgPool().flatten(1), mode);
  }

  /// What the network is made from.
  ///
  /// @param classes numbers of the result
  /// @param width what all numbers of channels are multiplied by
  /// @param dropout the probability to drop a number ahead of the classifier
  public record Options(int classes, double width, double dropout) {
    /// Checks the sizes.
    public Options {
      if (classes < 1 || !(width > 0)) {
        throw new IllegalArgumentException(
            "MobileNetV2: the width must be positive and there must be classes, but the width is %s and there are %d classes."
                .formatted(width, classes));
      }
    }

    /// With all numbers of channels multiplied by `factor` and rounded to multiples of 8; that of the
    /// last convolution is never made smaller.
    public Options withWidth(double factor) {
      return new Options(classes, factor, dropout);
    }

    /// With another probability to drop a number ahead of the classifier.
    public Options withDropout(double probability) {
      return new Options(classes, width, probability);
    }

    /// The network, with weights drawn from `rng`: convolutions normal by their fan-out, the
    /// classifier normal with deviation 0.01, biases 0.
    public MobileNetV2 create(Rng rng) {
      List<Layer> features = new ArrayList<>();
      int in = channels(32, width);
      features.add(InvertedResidual.activated(3, in, 3, 2, 1, rng));
      for (int[] stage : STAGES) {
        int out = channels(stage[1], width);
        for (int i = 0; i < stage[2]; i++) {
          int stride = i == 0 ? stage[3] : 1;
          features.add(InvertedResidual.create(in, out, stride, stage[0], rng));
          in = out;
        }
      }
      int last = channels(1280, Math.max(1, width));
      features.add(InvertedResidual.activated(in, last, 1, 1, 1, rng));
      Linear classes =
          Linear.of(last, classes())
              .withInitializer(Initializer.normal(0, 0.01))
              .withBiasInitializer(Initializer.constant(0))
              .create(rng);
      return new MobileNetV2(
          new Sequential(features), Sequential.of(Dropout.drop(dropout), classes));
    }

    /// The nearest multiple of 8, at least 8 and not less than nine tenths.
    private static int channels(int number, double width) {
      double wanted = number * width;
      int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
      return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }
  }
}

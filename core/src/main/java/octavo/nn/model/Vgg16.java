package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.Conv2d;
import octavo.nn.Dropout;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.MaxPool2d;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// VGG with 16 layers, without norms (Simonyan and Zisserman, 2014): pictures `[batch, 3, height,
/// width]` of at least 32×32 to logits `[batch, classes]`; 138 million parameters for 1000 classes.
/// Names and shapes are those of torchvision.
///
/// @param features convolutions of 3×3 and poolings; they make the picture 32 times smaller
/// @param classifier the mean over 7×7 parts of the picture to the classes
public record Vgg16(Sequential features, Sequential classifier) implements Layer {
  /// How many convolutions stand ahead of each pooling, and how wide they are against the first.
  private static final int[][] STAGES = {{2, 1}, {2, 2}, {3, 4}, {3, 8}, {3, 8}};

  /// Rows and columns of what the classifier sees.
  private static final int PARTS = 7;

  /// The network for this many classes, with width 64, 4096 hidden numbers and dropout 0.5.
  public static Options of(int classes) {
    return new Options(classes, 64, 4096, 0.5);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Pictures.require("Vgg16", x, 1 << STAGES.length);
    Tensor h = features.forward(x, mode).adaptiveAvgPool2d(PARTS, PARTS);
    return classifier.forward(h.flatten(1), mode);
  }

  /// What the network is made from.
  ///
  /// @param classes numbers of the result
  /// @param width channels of the first convolution
  /// @param hidden numbers of the hidden layers of the classifier
  /// @param dropout the probability to drop a hidden number
  public record Options(int classes, int width, int hidden, double dropout) {
    /// Checks the sizes.
    public Options {
      if (classes < 1 || width < 1 || hidden < 1) {
        throw new IllegalArgumentException(
            "Vgg16: sizes must be positive, but there are %d classes, the width is %d and there are %d hidden numbers."
                .formatted(classes, width, hidden));
      }
    }

    /// With so many channels in the first convolution; the others follow.
    public Options withWidth(int channels) {
      return new Options(classes, channels, hidden, dropout);
    }

    /// With hidden layers of so many numbers.
    public Options withHidden(int numbers) {
      return new Options(classes, width, numbers, dropout);
    }

    /// With another probability to drop a hidden number.
    public Options withDropout(double probability) {
      return new Options(classes, width, hidden, probability);
    }

    /// The network, with weights drawn from `rng`: convolutions normal by their fan-out, the
    /// classifier normal with deviation 0.01, biases 0.
    public Vgg16 create(Rng rng) {
      List<Layer> features = new ArrayList<>();
      int in = 3;
      for (int[] stage : STAGES) {
        int out = width * stage[1];
        for (int i = 0; i < stage[0]; i++) {
          features.add(convolution(in, out, rng));
          features.add(new Relu());
          in = out;
        }
        features.add(new MaxPool2d(kernel(2)));
      }
      Sequential classifier =
          Sequential.of(
              linear(in * PARTS * PARTS, hidden, rng),
              new Relu(),
              Dropout.drop(dropout),
              linear(hidden, hidden, rng),
              new Relu(),
              Dropout.drop(dropout),
              linear(hidden, classes, rng));
      return new Vgg16(new Sequential(features), classifier);
    }

    private static Conv2d convolution(int in, int out, Rng rng) {
      return Conv2d.of(in, out, kernel(3))
          .withPadding(1)
          .withInitializer(Initializer.kaimingNormalFanOut(Math.sqrt(2)))
          .withBiasInitializer(Initializer.constant(0))
          .create(rng);
    }

    private static Linear linear(int in, int out, Rng rng) {
      return Linear.of(in, out)
          .withInitializer(Initializer.normal(0, 0.01))
          .withBiasInitializer(Initializer.constant(0))
          .create(rng);
    }
  }
}

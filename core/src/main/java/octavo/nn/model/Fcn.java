package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.MaxPool2d;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A fully convolutional network with three strides (FCN-8s; Long, Shelhamer and Darrell, 2015): pictures
/// `[batch, channels, height, width]` to logits of each pixel `[batch, classes, height, width]`. Classes are
/// scored at three depths of a backbone; the deeper scores are enlarged twice and added to those above,
/// and the sum is enlarged to the picture, each by a transposed convolution that begins as bilinear
/// interpolation.
///
/// @param shallow the first part of the backbone, which makes the picture `stride` times smaller
/// @param middle the second, which halves it again
/// @param deep the third, which halves it again
/// @param scoreShallow 1×1, to the classes; begins with zeros
/// @param scoreMiddle the same for the second part
/// @param scoreDeep 1×1, to the classes
/// @param upDeep twice the size
/// @param upMiddle twice the size
/// @param upAll `stride` times the size
/// @param stride how many times smaller the first part makes the picture
public record Fcn(
    Layer shallow,
    Layer middle,
    Layer deep,
    Conv2d scoreShallow,
    Conv2d scoreMiddle,
    Conv2d scoreDeep,
    ConvTranspose2d upDeep,
    ConvTranspose2d upMiddle,
    ConvTranspose2d upAll,
    int stride)
    implements Layer {
  /// A part of a backbone.
  ///
  /// @param layer from the part before to `channels` channels
  /// @param channels those of its result
  public record Part(Layer layer, int channels) {
    /// Checks the number.
    public Part {
      if (channels < 1) {
        throw new IllegalArgumentException(
            "Fcn: a part must have channels, but has " + channels + ".");
      }
    }
  }

  /// A backbone of three parts.
  ///
  /// @param shallow the first, which makes the picture `stride` times smaller
  /// @param middle the second, which halves it
  /// @param deep the third, which halves it
  /// @param stride that of the first part; 8 in the paper
  public record Backbone(Part shallow, Part middle, Part deep, int stride) {
    /// Checks the stride.
    public Backbone {
      if (stride < 1) {
        throw new IllegalArgumentException(
            "Fcn: the stride must be at least 1, but is " + stride + ".");
      }
    }

    /// A small one for pictures of so many channels: five convolutions of 3×3 with norms and poolings,
    /// `width` to `16·width` channels, stride 8.
    public static Backbone small(int channels, int width, Rng rng) {
      if (channels < 1 || width < 1) {
        throw new IllegalArgumentException(
            "Fcn: channels and width must be positive, but are %d and %d."
                .formatted(channels, width));
      }
      List<Layer> first = new ArrayList<>();
      int in = channels;
      for (int i = 0; i < 3; i++) {
        first.add(halving(in, width << i, rng));
        in = width << i;
      }
      return new Backbone(
          new Part(new Sequential(first), in),
          new Part(halving(in, 2 * in, rng), 2 * in),
          new Part(halving(2 * in, 4 * in, rng), 4 * in),
          8);
    }

    private static Layer halving(int in, int out, Rng rng) {
      return Sequential.of(
          ResidualBlock.convolution(in, out, 3, 1, rng),
          BatchNorm2d.create(out),
          new Relu(),
          new MaxPool2d(kernel(2)));
    }
  }

  /// The network over a backbone, with weights drawn from `rng`.
  ///
  /// @throws IllegalArgumentException if there is no class
  public static Fcn over(Backbone backbone, int classes, Rng rng) {
    if (classes < 1) {
      throw new IllegalArgumentException(
          "Fcn: there must be at least one class, but there are " + classes + ".");
    }
    Initializer zeros = Initializer.constant(0);
    return new Fcn(
        backbone.shallow().layer(),
        backbone.middle().layer(),
        backbone.deep().layer(),
        Conv2d.of(backbone.shallow().channels(), classes, kernel(1))
            .withInitializer(zeros)
            .withBiasInitializer(zeros)
            .create(rng),
        Conv2d.of(backbone.middle().channels(), classes, kernel(1))
            .withInitializer(zeros)
            .withBiasInitializer(zeros)
            .create(rng),
        Conv2d.of(backbone.deep().channels(), classes, kernel(1)).create(rng),
        enlarging(classes, 2, rng),
        enlarging(classes, 2, rng),
        enlarging(classes, backbone.stride(), rng),
        backbone.stride());
  }

  /// Exactly `factor` times the size: `(in - 1)·f + (2f - f mod 2) - 2·⌊f/2⌋ = in·f`.
  private static ConvTranspose2d enlarging(int classes, int factor, Rng rng) {
    return ConvTranspose2d.of(classes, classes, kernel(2 * factor - factor % 2))
        .withStride(factor)
        .withPadding(factor / 2)
        .withoutBias()
        .withInitializer(Initializer.bilinear())
        .create(rng);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Pictures.requireMultiples("Fcn", x, 4 * stride);
    Tensor low = shallow.forward(x, mode);
    Tensor mid = middle.forward(low, mode);
    Tensor scores = upDeep.forward(scoreDeep.forward(deep.forward(mid, mode), mode), mode);
    scores = upMiddle.forward(scores.add(scoreMiddle.forward(mid, mode)), mode);
    return upAll.forward(scores.add(scoreShallow.forward(low, mode)), mode);
  }
}

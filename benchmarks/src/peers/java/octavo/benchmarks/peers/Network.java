package octavo.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;

/// The networks of the suite as plain data, which each peer builds in its own way. Weights are drawn
/// by the peer: normal with variance 2 by the number of terms, so that no number vanishes.
public final class Network {
  private Network() {}

  /// A network of the suite.
  public enum Model {
    /// ResNet-18 for images of 32×32 and 10 classes.
    RESNET18_CIFAR,
    /// ResNet-50 for 1,000 classes.
    RESNET50,
    /// MobileNetV2 for 1,000 classes.
    MOBILENET_V2;

    /// Its parts, one after the other.
    public List<Part> parts() {
      return switch (this) {
        case RESNET18_CIFAR -> resnet18();
        case RESNET50 -> resnet50();
        case MOBILENET_V2 -> mobilenetV2();
      };
    }
  }

  /// What follows a normalization.
  public enum Activation {
    /// Nothing.
    NONE,
    /// `max(x, 0)`.
    RELU,
    /// `min(max(x, 0), 6)`.
    RELU6
  }

  /// A part of a network.
  public sealed interface Part {}

  /// Convolution without bias, batch normalization, activation.
  ///
  /// @param in channels of the input
  /// @param out channels of the output
  /// @param kernel rows and columns of the kernel
  /// @param stride step between results
  /// @param padding zeros around the input
  /// @param groups parts of the channels that do not see each other
  /// @param activation what follows
  public record Conv(
      int in, int out, int kernel, int stride, int padding, int groups, Activation activation)
      implements Part {
    /// The sizes of the kernel.
    public long[] weights() {
      return new long[] {out, in / groups, kernel, kernel};
    }

    /// The standard deviation of the weights.
    public double deviation() {
      return Math.sqrt(2.0 * groups / (in * kernel * kernel));
    }
  }

  /// The maximum of windows.
  ///
  /// @param kernel rows and columns of the window
  /// @param stride step between windows
  /// @param padding rows and columns around the input
  public record MaxPool(int kernel, int stride, int padding) implements Part {}

  /// `activation(body(x) + shortcut(x))`; an empty shortcut is `x`.
  ///
  /// @param body the long way
  /// @param shortcut the short way
  /// @param activation what follows the sum
  public record Residual(List<Part> body, List<Part> shortcut, Activation activation)
      implements Part {}

  /// The mean of each channel, then a linear layer with bias.
  ///
  /// @param in channels
  /// @param out classes
  public record Classifier(int in, int out) implements Part {
    /// The standard deviation of the weights.
    public double deviation() {
      return Math.sqrt(1.0 / in);
    }
  }

  private static Part conv(int in, int out, int kernel, int stride, Activation activation) {
    return new Conv(in, out, kernel, stride, kernel / 2, 1, activation);
  }

  private static List<Part> shortcut(int in, int out, int stride) {
    return stride == 1 && in == out
        ? List.of()
        : List.of(conv(in, out, 1, stride, Activation.NONE));
  }

  private static List<Part> resnet18() {
    List<Part> parts = new ArrayList<>(List.of(conv(3, 64, 3, 1, Activation.RELU)));
    int in = 64;
    for (int out : new int[] {64, 64, 128, 128, 256, 256, 512, 512}) {
      int stride = in == out ? 1 : 2;
      List<Part> body =
          List.of(conv(in, out, 3, stride, Activation.RELU), conv(out, out, 3, 1, Activation.NONE));
      parts.add(new Residual(body, shortcut(in, out, stride), Activation.RELU));
      in = out;
    }
    parts.add(new Classifier(512, 10));
    return parts;
  }

  private static List<Part> resnet50() {
    List<Part> parts = new ArrayList<>();
    parts.add(conv(3, 64, 7, 2, Activation.RELU));
    parts.add(new MaxPool(3, 2, 1));
    int in = 64;
    int[] blocks = {3, 4, 6, 3};
    for (int stage = 0; stage < blocks.length; stage++) {
      int middle = 64 << stage;
      int out = 4 * middle;
      for (int i = 0; i < blocks[stage]; i++) {
        int stride = i == 0 && stage > 0 ? 2 : 1;
        List<Part> body =
            List.of(
                conv(in, middle, 1, 1, Activation.RELU),
                conv(middle, middle, 3, stride, Activation.RELU),
                conv(middle, out, 1, 1, Activation.NONE));
        parts.add(new Residual(body, shortcut(in, out, stride), Activation.RELU));
        in = out;
      }
    }
    parts.add(new Classifier(2048, 1000));
    return parts;
  }

  private static List<Part> mobilenetV2() {
    int[][] stages = { // expansion, channels, blocks, stride
      {1, 16, 1, 1},
      {6, 24, 2, 2},
      {6, 32, 3, 2},
      {6, 64, 4, 2},
      {6, 96, 3, 1},
      {6, 160, 3, 2},
      {6, 320, 1, 1}
    };
    List<Part> parts = new ArrayList<>(List.of(conv(3, 32, 3, 2, Activation.RELU6)));
    int in = 32;
    for (int[] stage : stages) {
      for (int i = 0; i < stage[2]; i++) {
        int stride = i == 0 ? stage[3] : 1;
        List<Part> body = inverted(in, stage[1], stride, stage[0]);
        if (stride == 1 && in == stage[1]) {
          parts.add(new Residual(body, List.of(), Activation.NONE));
        } else {
          parts.addAll(body);
        }
        in = stage[1];
      }
    }
    parts.add(conv(320, 1280, 1, 1, Activation.RELU6));
    parts.add(new Classifier(1280, 1000));
    return parts;
  }

  private static List<Part> inverted(int in, int out, int stride, int expansion) {
    int hidden = in * expansion;
    List<Part> body = new ArrayList<>();
    if (expansion > 1) {
      body.add(conv(in, hidden, 1, 1, Activation.RELU6));
    }
    body.add(new Conv(hidden, hidden, 3, stride, 1, hidden, Activation.RELU6));
    body.add(conv(hidden, out, 1, 1, Activation.NONE));
    return body;
  }
}

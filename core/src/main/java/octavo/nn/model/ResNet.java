package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.MaxPool2d;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Residual networks (He, Zhang, Ren and Sun, 2015): pictures `[batch, 3, height, width]` of any size
/// to logits `[batch, classes]`. Names and shapes are those of torchvision.
///
/// ```java
/// ResNet net = ResNet.resnet18(10).withSmallStem().create(rng); // for pictures of 32×32
/// ```
///
/// @param conv1 the stem: 7×7 with step 2, or 3×3 for small pictures
/// @param bn1 behind it
/// @param maxpool 3×3 with step 2, or null for small pictures
/// @param layer1 blocks of the width of the stem
/// @param layer2 blocks of twice that width; the first halves the picture
/// @param layer3 blocks of four times that width; the first halves the picture
/// @param layer4 blocks of eight times that width; the first halves the picture
/// @param fc the mean over the picture to the classes
public record ResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    @Nullable MaxPool2d maxpool,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Sequential layer4,
    Linear fc)
    implements Layer {
  /// 18 layers, 11.7 million parameters for 1000 classes.
  public static Options resnet18(int classes) {
    return new Options(false, List.of(2, 2, 2, 2), 64, classes, false);
  }

  /// 34 layers, 21.8 million parameters for 1000 classes.
  public static Options resnet34(int classes) {
    return new Options(false, List.of(3, 4, 6, 3), 64, classes, false);
  }

  /// 50 layers, 25.6 million parameters for 1000 classes.
  public static Options resnet50(int classes) {
    return new Options(true, List.of(3, 4, 6, 3), 64, classes, false);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Pictures.require("ResNet", x, 1);
    Tensor h = bn1.forward(conv1.forward(x, mode), mode).relu();
    h = maxpool == null ? h : maxpool.forward(h, mode);
    for (Sequential stage : List.of(layer1, layer2, layer3, layer4)) {
      h = stage.forward(h, mode);
    }
    return fc.forward(h.globalAvgPool().flatten(1), mode);
  }

  /// What a residual network is made from.
  ///
  /// @param bottleneck whether blocks are [Bottleneck]s, else [BasicBlock]s
  /// @param blocks how many blocks each of the four stages has
  /// @param width channels of the stem and the first stage
  /// @param classes numbers of the result
  /// @param smallStem whether the stem keeps the size of the picture
  public record Options(
      boolean bottleneck, List<Integer> blocks, int width, int classes, boolean smallStem) {
    /// Checks the sizes.
    public Options {
      blocks = List.copyOf(blocks);
      boolean four = blocks.size() == 4 && blocks.stream().allMatch(n -> n >= 1);
      if (!four || width < 1 || classes < 1) {
        throw new IllegalArgumentException(
            "ResNet: four stages of at least one block, a width and classes are needed, but the blocks are %s, the width is %d and there are %d classes."
                .formatted(blocks, width, classes));
      }
    }

    /// For small pictures, such as 32×32: a stem of 3×3 with step 1 and no pooling, so that the last
    /// stage still sees an eighth of the picture.
    public Options withSmallStem() {
      return new Options(bottleneck, blocks, width, classes, true);
    }

    /// With so many channels in the stem; those of the stages follow.
    public Options withWidth(int channels) {
      return new Options(bottleneck, blocks, channels, classes, smallStem);
    }

    /// The network, with weights drawn from `rng`: convolutions normal by their fan-out, norms with
    /// weight 1 and bias 0.
    public ResNet create(Rng rng) {
      Sequential[] stages = new Sequential[4];
      int in = width;
      Conv2d stem = ResidualBlock.convolution(3, width, smallStem ? 3 : 7, smallStem ? 1 : 2, rng);
      for (int i = 0; i < 4; i++) {
        stages[i] = stage(i, in, rng);
        in = out(i);
      }
      return new ResNet(
          stem,
          BatchNorm2d.create(width),
          smallStem ? null : new MaxPool2d(kernel(3).withStride(2).withPadding(1)),
          stages[0],
          stages[1],
          stages[2],
          stages[3],
          Linear.of(in, classes).create(rng));
    }

    private int out(int stage) {
      return (width << stage) * (bottleneck ? Bottleneck.EXPANSION : 1);
    }

    private Sequential stage(int stage, int in, Rng rng) {
      List<Layer> made = new ArrayList<>();
      for (int i = 0; i < blocks.get(stage); i++) {
        int from = i == 0 ? in : out(stage);
        int stride = i == 0 && stage > 0 ? 2 : 1;
        made.add(
            bottleneck
                ? Bottleneck.create(from, width << stage, stride, rng)
                : BasicBlock.create(from, width << stage, stride, rng));
      }
      return new Sequential(made);
    }
  }
}

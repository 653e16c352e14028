package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Relu6;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// The block of [MobileNetV2]: widen by 1×1, look around depthwise by 3×3, narrow by 1×1 without an
/// activation; with a shortcut where input and result have the same shape.
///
/// @param conv the three steps; the first is left out where nothing is widened
/// @param shortcut whether the input is added
public record InvertedResidual(Sequential conv, boolean shortcut) implements Layer {
  /// A block from `in` to `out` channels that is `expansion` times as wide inside.
  public static InvertedResidual create(int in, int out, int stride, int expansion, Rng rng) {
    int wide = in * expansion;
    List<Layer> steps = new ArrayList<>();
    if (expansion != 1) {
      steps.add(activated(in, wide, 1, 1, 1, rng));
    }
    steps.add(activated(wide, wide, 3, stride, wide, rng));
    steps.add(convolution(wide, out, 1, 1, 1, rng));
    steps.add(BatchNorm2d.create(out));
    return new InvertedResidual(new Sequential(steps), stride == 1 && in == out);
  }

  /// A convolution, its norm and ReLU6.
  static Sequential activated(int in, int out, int size, int stride, int groups, Rng rng) {
    return Sequential.of(
        convolution(in, out, size, stride, groups, rng), BatchNorm2d.create(out), new Relu6());
  }

  private static Conv2d convolution(int in, int out, int size, int stride, int groups, Rng rng) {
    return Conv2d.of(in, out, kernel(size))
        .withStride(stride)
        .withPadding(size / 2)
        .withGroups(groups)
        .withoutBias()
        .withInitializer(Initializer.kaimingNormalFanOut(Math.sqrt(2)))
        .create(rng);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = conv.forward(x, mode);
    return shortcut ? x.add(y) : y;
  }
}

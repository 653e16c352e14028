package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A block of a [ResNet]: `relu(residual(x) + shortcut(x))`.
public sealed interface ResidualBlock extends Layer permits BasicBlock, Bottleneck {
  /// What brings the input to the shape of the result, or null where it has it.
  @Nullable Sequential downsample();

  /// The branch with the convolutions, without the last ReLU.
  Tensor residual(Tensor x, Mode mode);

  @Override
  default Tensor forward(Tensor x, Mode mode) {
    Sequential downsample = downsample();
    Tensor shortcut = downsample == null ? x : downsample.forward(x, mode);
    return residual(x, mode).add(shortcut).relu();
  }

  /// A convolution of `size`×`size` without bias that keeps the size of the picture at step 1.
  static Conv2d convolution(int in, int out, int size, int stride, Rng rng) {
    return Conv2d.of(in, out, kernel(size))
        .withStride(stride)
        .withPadding(size / 2)
        .withoutBias()
        .withInitializer(Initializer.kaimingNormalFanOut(Math.sqrt(2)))
        .create(rng);
  }

  /// A projection of `in` to `out` channels, or null where the input already fits.
  static @Nullable Sequential shortcut(int in, int out, int stride, Rng rng) {
    return stride == 1 && in == out
        ? null
        : Sequential.of(convolution(in, out, 1, stride, rng), BatchNorm2d.create(out));
  }
}

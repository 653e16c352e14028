package octavo.nn;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.Extent;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConvLayersTest {
  private static final Rng RNG = Rng.of(3);

  private static Shape output(Layer layer, int... shape) {
    return layer.forward(Tensor.ones(shape)).shape();
  }

  @Test
  void eachKnowsItsSizes() {
    assertThat(output(Conv1d.of(4, 6, 3).withStride(2).withPadding(1).create(RNG), 2, 4, 9))
        .isEqualTo(Shape.of(2, 6, 5));
    assertThat(
            output(Conv3d.of(4, 6, new Extent(1, 2, 3)).withoutBias().create(RNG), 2, 4, 5, 6, 7))
        .isEqualTo(Shape.of(2, 6, 5, 5, 5));
    assertThat(output(ConvTranspose1d.of(4, 6, 3).withStride(2).create(RNG), 2, 4, 9))
        .isEqualTo(Shape.of(2, 6, 19));
    assertThat(
            output(
                ConvTranspose2d.of(4, 6, kernel(3))
                    .withStride(2)
                    .withPadding(1)
                    .withOutputPadding(1)
                    .create(RNG),
                2,
                4,
                5,
                7))
        .isEqualTo(Shape.of(2, 6, 10, 14));
    assertThat(output(ConvTranspose3d.of(4, 6, 2).withGroups(2).create(RNG), 1, 4, 2, 3, 4))
        .isEqualTo(Shape.of(1, 6, 3, 4, 5));
    assertThat(
            output(
                Conv2d.of(4, 6, kernel(3))
                    .withPadding(Padding.same())
                    .withLayout(Layout.CHANNELS_LAST)
                    .create(RNG),
                2,
                5,
                7,
                4))
        .isEqualTo(Shape.of(2, 5, 7, 6));
  }

  @Test
  void weightsHaveTheShapesOfPyTorch() {
    assertThat(
            ConvTranspose2d.of(4, 6, kernel(3)).withGroups(2).create(RNG).weight().tensor().shape())
        .isEqualTo(Shape.of(4, 3, 3, 3));
    assertThat(Conv3d.of(4, 6, 3).withGroups(2).create(RNG).weight().tensor().shape())
        .isEqualTo(Shape.of(6, 2, 3, 3, 3));
    assertThat(Conv1d.of(4, 6, 3).create(RNG).parameters().keySet())
        .containsExactly("weight", "bias");
  }

  @Test
  void wrongSizesAreRefused() {
    assertThatThrownBy(() -> Conv1d.of(0, 6, 3))
        .hasMessage("Conv1d: channels must be positive, but in is 0 and out is 6.");
    assertThatThrownBy(() -> ConvTranspose1d.of(4, 6, 0))
        .hasMessage(
            "ConvTranspose1d: the kernel must have at least one number along each axis, but is [0].");
    assertThatThrownBy(() -> Conv3d.of(4, 6, 3).withGroups(3))
        .hasMessage(
            "Conv3d: groups must divide the channels, but groups is 3, in is 4 and out is 6.");
    assertThatThrownBy(() -> Conv3d.of(4, 6, 3).withOutputPadding(1))
        .hasMessage("Conv3d: only a transposed convolution has an output padding.");
  }

  /// PyTorch too refuses padding beyond half a window of poolings only.
  @Test
  void aKernelMayHavePaddingBeyondItsHalf() {
    Conv2d layer = Conv2d.of(2, 3, kernel(3).withPadding(2)).withoutBias().create(RNG);
    Tensor x = RandomTensors.normal(RNG, 1, 2, 4, 5);
    Tensor expected =
        x.pad(2, 2, 2).pad(3, 2, 2).conv2d(layer.weight().tensor(), null, ConvOptions.DEFAULT);
    assertThat(layer.forward(x).shape()).isEqualTo(Shape.of(1, 3, 6, 7));
    assertThat(layer.forward(x).allClose(expected, 1e-5, 1e-5)).isTrue();
    assertThat(ConvTranspose2d.of(2, 3, kernel(3).withPadding(2)).create(RNG).forward(x).shape())
        .isEqualTo(Shape.of(1, 3, 2, 3));
  }

  @Test
  void kernelsSayNothingOfPoolings() {
    assertThatThrownBy(() -> Conv2d.of(1, 1, kernel(3).withCeilMode()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Conv2d: a kernel must not say what only poolings know, but ceilMode is true, countIncludePad true and divisorOverride 0.");
    assertThatThrownBy(() ->
            ConvTranspose2d.of(1, 1, kernel(3).withCountIncludePad(false).withDivisorOverride(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ConvTranspose2d: a kernel must not say what only poolings know, but ceilMode is false, countIncludePad false and divisorOverride 2.");
  }
}

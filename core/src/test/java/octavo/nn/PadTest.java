package octavo.nn;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import octavo.analysis.receptive.ReceptiveField;
import octavo.autograd.Derivatives;
import octavo.inference.InferenceModel;
import octavo.op.BorderPad;
import octavo.random.Rng;
import octavo.tensor.Border;
import octavo.tensor.ConvOptions;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Numbers around the edge, and layers that only arrange numbers anew.
class PadTest {
  private final Rng rng = Rng.of(3);

  @Test
  void theBordersAsTheirNamesSay() {
    Tensor x = Tensor.of(1, 2, 3, 4);
    assertThat(x.pad(0, 2, 2, Border.ZEROS)).isEqualTo(Tensor.of(0, 0, 1, 2, 3, 4, 0, 0));
    assertThat(x.pad(0, 2, 2, Border.REFLECT)).isEqualTo(Tensor.of(3, 2, 1, 2, 3, 4, 3, 2));
    assertThat(x.pad(0, 2, 2, Border.SYMMETRIC)).isEqualTo(Tensor.of(2, 1, 1, 2, 3, 4, 4, 3));
    assertThat(x.pad(0, 2, 2, Border.REPLICATE)).isEqualTo(Tensor.of(1, 1, 1, 2, 3, 4, 4, 4));
    assertThat(x.pad(0, 2, 2, Border.CIRCULAR)).isEqualTo(Tensor.of(3, 4, 1, 2, 3, 4, 1, 2));
    assertThat(x.pad(0, 3, 0, Border.REFLECT)).isEqualTo(Tensor.of(4, 3, 2, 1, 2, 3, 4));
    assertThat(x.pad(-1, 0, 4, Border.CIRCULAR)).isEqualTo(Tensor.of(1, 2, 3, 4, 1, 2, 3, 4));
    assertThat(x.pad(0, 0, 0, Border.REFLECT)).isSameAs(x);
    Tensor whole = Tensors.of(new long[] {7, 8}, 2);
    assertThat(whole.pad(0, 1, 1, Border.REPLICATE).toLongArray()).containsExactly(7, 7, 8, 8);
    assertThat(Tensor.zeros(2, 0).pad(0, 1, 0, Border.REPLICATE).shape()).isEqualTo(Shape.of(3, 0));
    assertThatThrownBy(() -> new BorderPad(0, 1, 1, Border.ZEROS))
        .hasMessage("BorderPad: the border must copy numbers, but is ZEROS.");
  }

  @Test
  void stridedNumbersAreReadWhereTheyLie() {
    Tensor x = RandomTensors.normal(rng, 3, 5, 4);
    for (Border border : Border.values()) {
      Tensor turned = x.transpose(0, 2).flip(1);
      assertThat(turned.pad(1, 2, 1, border)).isEqualTo(turned.copy().pad(1, 2, 1, border));
    }
  }

  @Test
  void theGradientOfANumberCountsItsCopies() {
    Tensor x = Tensor.of(1, 2, 3, 4);
    assertThat(copies(x, Border.ZEROS)).isEqualTo(Tensor.of(1, 1, 1, 1));
    assertThat(copies(x, Border.REFLECT)).isEqualTo(Tensor.of(1, 2, 3, 1));
    assertThat(copies(x, Border.SYMMETRIC)).isEqualTo(Tensor.of(2, 2, 1, 2));
    assertThat(copies(x, Border.REPLICATE)).isEqualTo(Tensor.of(3, 1, 1, 2));
    assertThat(copies(x, Border.CIRCULAR)).isEqualTo(Tensor.of(2, 1, 2, 2));
  }

  private static Tensor copies(Tensor x, Border border) {
    return Derivatives.gradient(t -> t.pad(0, 2, 1, border).sum(), x);
  }

  /// A ring looks the same from everywhere: moved numbers give moved results.
  @Test
  void aConvolutionOfARingMovesWithIt() {
    Tensor x = RandomTensors.normal(rng, 1, 2, 8);
    Conv1d convolution = Conv1d.of(2, 3, 3).create(rng);
    Layer ring = Sequential.of(Pad.circular(1), convolution);
    Tensor moved = Tensors.concat(2, x.narrow(2, 5, 3), x.narrow(2, 0, 5));
    Tensor y = ring.forward(x);
    assertThat(
            ring.forward(moved)
                .allClose(Tensors.concat(2, y.narrow(2, 5, 3), y.narrow(2, 0, 5)), 1e-6, 1e-6))
        .isTrue();
  }

  @Test
  void theLayerPadsAllAxesBehindTheChannels() {
    Tensor line = RandomTensors.normal(rng, 2, 3, 5);
    Tensor image = RandomTensors.normal(rng, 2, 3, 5, 4);
    Tensor volume = RandomTensors.normal(rng, 2, 3, 3, 5, 4);
    assertThat(Pad.reflect(2).forward(line)).isEqualTo(line.pad(2, 2, 2, Border.REFLECT));
    assertThat(Pad.of(Border.SYMMETRIC, Padding.of(1, 2, 3, 0)).forward(image))
        .isEqualTo(image.pad(2, 1, 3, Border.SYMMETRIC).pad(3, 2, 0, Border.SYMMETRIC));
    assertThat(Pad.replicate(1).forward(volume).shape()).isEqualTo(Shape.of(2, 3, 5, 7, 6));
    Tensor weight = RandomTensors.normal(rng, 4, 3, 3, 3);
    assertThat(
            Pad.zeros(1)
                .forward(image)
                .conv2d(weight, null, ConvOptions.DEFAULT)
                .allClose(
                    image.conv2d(weight, null, ConvOptions.DEFAULT.withPadding(1)), 1e-5, 1e-5))
        .isTrue();
    assertThatThrownBy(() -> Pad.of(Border.REFLECT, Padding.same()))
        .hasMessage(
            "Pad: the padding must give the numbers of each side, but is 'same', which depends on a"
                + " kernel.");
    assertThatThrownBy(() -> Pad.zeros(1).forward(Tensor.ones(2, 3)))
        .hasMessage(
            "Pad: the input must be [batch, channels, …] with one to three axes behind the channels,"
                + " but is [2, 3].");
  }

  @Test
  void inferenceAndAnalysisKnowIt() {
    Layer network =
        Sequential.of(
            Pad.reflect(1), Conv2d.of(1, 2, kernel(3)).create(rng), new Relu(), Pad.circular(2));
    Tensor x = RandomTensors.normal(rng, 1, 1, 8, 8);
    assertThat(InferenceModel.of(network).forward(x)).isEqualTo(network.forward(x));
    assertThat(ReceptiveField.of(network, x).misalignments()).isEmpty();
  }

  @Test
  void shuffledChannelsHearOfAllGroups() {
    Tensor x = Tensors.arange(6).reshape(1, 6, 1);
    assertThat(new ChannelShuffle(2).forward(x).flatten().toLongArray())
        .containsExactly(0, 3, 1, 4, 2, 5);
    Tensor image = RandomTensors.normal(rng, 2, 6, 3, 2);
    assertThat(new ChannelShuffle(3).forward(new ChannelShuffle(2).forward(image)))
        .isEqualTo(image);
    assertThat(new ChannelShuffle(2).forward(Tensor.zeros(0, 6, 2)).shape())
        .isEqualTo(Shape.of(0, 6, 2));
    assertThatThrownBy(() -> new ChannelShuffle(0))
        .hasMessage("ChannelShuffle: groups must be positive, but is 0.");
    assertThatThrownBy(() -> new ChannelShuffle(4).forward(image))
        .hasMessage(
            "ChannelShuffle: the input must be [batch, channels, …] with channels that 4 groups"
                + " divide, but is [2, 6, 3, 2].");
  }

  @Test
  void softmaxAndShapesAsLayers() {
    Tensor x = RandomTensors.normal(rng, 2, 6);
    assertThat(new Softmax(1).forward(x)).isEqualTo(x.softmax(1));
    assertThat(new LogSoftmax(-1).forward(x)).isEqualTo(x.logSoftmax(-1));
    assertThat(Unflatten.of(2, 3).forward(x)).isEqualTo(x.reshape(2, 2, 3));
    assertThat(Sequential.of(Unflatten.of(3, 1, 2), new Flatten()).forward(x)).isEqualTo(x);
    assertThatThrownBy(() -> Unflatten.of(2, 0))
        .hasMessage("Unflatten: sizes must be positive, at least one, but are [2, 0].");
    assertThatThrownBy(() -> Unflatten.of(4, 2).forward(x))
        .hasMessage(
            "reshape: the number of elements must stay, but [2, 6] has 12 and [2, 4, 2] has 16.");
  }
}

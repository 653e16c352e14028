package octavo.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import octavo.inference.InferenceModel;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SegmentationNetworksTest {
  private static Fcn fcn(int channels, int width, int classes) {
    Rng rng = Rng.of(3);
    return Fcn.over(Fcn.Backbone.small(channels, width, rng), classes, rng);
  }

  @Test
  void pixelsKeepTheirPlaces() {
    UNet unet = UNet.of(3, 5).withWidth(4).withDepth(2).create(Rng.of(1));
    assertThat(unet.forward(Tensor.zeros(2, 3, 12, 8)).shape()).isEqualTo(Shape.of(2, 5, 12, 8));
    assertThat(fcn(1, 2, 3).forward(Tensor.zeros(1, 1, 32, 64)).shape())
        .isEqualTo(Shape.of(1, 3, 32, 64));
  }

  @Test
  void parametersAreCounted() {
    // counted with the same layers in PyTorch; 31,037,698 at width 64
    assertThat(UNet.of(3, 2).withWidth(8).create(Rng.of(1)).parameterCount()).isEqualTo(486_562);
    assertThat(UNet.of(3, 2).withWidth(2).create(Rng.of(1)).parameters())
        .containsKeys("down.0.conv1.weight", "up.3.bias", "join.0.bn2.weight", "head.bias");
    // backbone: 9·(1·2 + 2·4 + 4·8 + 8·16 + 16·32) + 2·62; scores: 3·(8 + 16 + 32) + 9; up: 9·(16 +
    // 16 + 256)
    assertThat(fcn(1, 2, 3).parameterCount()).isEqualTo(6138 + 124 + 177 + 2592);
  }

  /// Two kinds of pixels: those of squares, which are bright, and others.
  private static void learns(Layer network, double rate) {
    Rng rng = Rng.of(7);
    Tensor squares =
        RandomTensors.uniform(rng, 0, 1, 2, 1, 4, 4)
            .greater(0.5)
            .to(DType.FLOAT32)
            .interpolate(InterpolateOptions.scale(8));
    Tensor x = squares.add(RandomTensors.normal(rng, 0, 0.3, Shape.of(2, 1, 32, 32)));
    Tensor targets = squares.reshape(2, 32, 32).to(DType.INT64);
    Optimizer optimizer = Optimizers.sgd(rate).create(network.parameters());
    Mode mode = Mode.training(rng);
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < 3; step++) {
      Tensor loss = network.forward(x, mode).crossEntropy(targets).mean();
      assertThat(loss.item()).isLessThan(before);
      before = loss.item();
      optimizer.step(loss.gradients());
    }
  }

  @Test
  void aStepLowersTheLoss() {
    learns(UNet.of(1, 2).withWidth(4).withDepth(2).create(Rng.of(1)), 0.05);
    learns(fcn(1, 2, 2), 0.05);
  }

  @Test
  void inferenceGivesTheSame() {
    for (Layer network :
        List.of(UNet.of(1, 2).withWidth(4).withDepth(2).create(Rng.of(1)), fcn(1, 2, 2))) {
      Tensor x = RandomTensors.normal(Rng.of(2), 2, 1, 32, 32);
      Tensor y = network.forward(x);
      double largest = y.abs().max().item();
      Tensor found = InferenceModel.of(network).forward(x);
      assertThat(found.allClose(y, 0, 1e-5 * largest)).isTrue();
    }
  }

  @Test
  void wrongSizesAreRefused() {
    UNet unet = UNet.of(3, 5).withWidth(2).create(Rng.of(1));
    assertThatThrownBy(() -> unet.forward(Tensor.zeros(1, 3, 40, 32)))
        .hasMessage(
            "UNet: height and width must be multiples of 16, but the input is [1, 3, 40, 32]. Pad it first.");
    assertThatThrownBy(() -> unet.forward(Tensor.zeros(3, 32, 32)))
        .hasMessage(
            "UNet: the input must be [batch, channels, height, width], but is [3, 32, 32]. Add a batch with unsqueeze(0).");
    Fcn fcn = fcn(1, 2, 3);
    assertThatThrownBy(() -> fcn.forward(Tensor.zeros(1, 1, 16, 32)))
        .hasMessage(
            "Fcn: height and width must be multiples of 32, but the input is [1, 1, 16, 32]. Pad it first.");
    assertThatThrownBy(() -> UNet.of(3, 0))
        .hasMessage(
            "UNet: channels, classes and width must be positive and the depth 1 to 16, but there are 3 channels and 0 classes, the width is 64 and the depth 4.");
    assertThatThrownBy(() -> fcn(1, 2, 0))
        .hasMessage("Fcn: there must be at least one class, but there are 0.");
    assertThatThrownBy(() -> Fcn.Backbone.small(0, 2, Rng.of(1)))
        .hasMessage("Fcn: channels and width must be positive, but are 0 and 2.");
    Fcn.Part part = new Fcn.Part(fcn, 3);
    assertThatThrownBy(() -> new Fcn.Backbone(part, part, part, 0))
        .hasMessage("Fcn: the stride must be at least 1, but is 0.");
    assertThatThrownBy(() -> new Fcn.Part(fcn, 0))
        .hasMessage("Fcn: a part must have channels, but has 0.");
  }
}

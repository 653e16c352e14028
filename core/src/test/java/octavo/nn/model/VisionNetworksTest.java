package octavo.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VisionNetworksTest {
  private final Rng rng = Rng.of(5);

  private static Shape shape(Map<String, Tensor> state, String name) {
    return Objects.requireNonNull(state.get(name), name).shape();
  }

  private static double deviation(Map<String, Tensor> state, String name) {
    return Objects.requireNonNull(state.get(name), name).populationDeviation().item();
  }

  @Test
  void namesAreThoseOfTorchvision() {
    assertThat(ResNet.resnet18(10).withWidth(2).create(rng).state().keySet())
        .containsExactlyElementsOf(TorchvisionNames.resNet(2, 2, 2, 2, 2));
    assertThat(ResNet.resnet34(10).withWidth(2).create(rng).state().keySet())
        .containsExactlyElementsOf(TorchvisionNames.resNet(2, 3, 4, 6, 3));
    assertThat(ResNet.resnet50(10).withWidth(2).create(rng).state().keySet())
        .containsExactlyElementsOf(TorchvisionNames.resNet(3, 3, 4, 6, 3));
    assertThat(MobileNetV2.of(10).withWidth(0.25).create(rng).state().keySet())
        .containsExactlyElementsOf(TorchvisionNames.mobileNetV2());
    assertThat(Vgg16.of(10).withWidth(2).withHidden(3).create(rng).state().keySet())
        .containsExactlyElementsOf(TorchvisionNames.vgg16());
  }

  @Test
  void residualNetworksHaveThePublishedSizes() {
    assertThat(ResNet.resnet18(1000).create(rng).parameterCount()).isEqualTo(11_689_512);
    assertThat(ResNet.resnet34(1000).create(rng).parameterCount()).isEqualTo(21_797_672);
    Map<String, Tensor> state = ResNet.resnet50(1000).create(rng).state();
    assertThat(shape(state, "conv1.weight")).isEqualTo(Shape.of(64, 3, 7, 7));
    assertThat(shape(state, "layer1.0.downsample.0.weight")).isEqualTo(Shape.of(256, 64, 1, 1));
    assertThat(shape(state, "layer4.2.conv3.weight")).isEqualTo(Shape.of(2048, 512, 1, 1));
    assertThat(shape(state, "fc.weight")).isEqualTo(Shape.of(1000, 2048));
    assertThat(ResNet.resnet50(1000).create(rng).parameterCount()).isEqualTo(25_557_032);
    assertThat(ResNet.resnet18(10).withSmallStem().create(rng).parameterCount())
        .isEqualTo(11_173_962);
  }

  @Test
  void mobileNetV2HasThePublishedSize() {
    MobileNetV2 network = MobileNetV2.of(1000).create(rng);
    assertThat(network.parameterCount()).isEqualTo(3_504_872);
    assertThat(shape(network.state(), "features.2.conv.1.0.weight"))
        .isEqualTo(Shape.of(96, 1, 3, 3));
    // channels are rounded to multiples of 8 and the last convolution stays as wide
    Map<String, Tensor> narrow = MobileNetV2.of(4).withWidth(0.35).create(rng).state();
    assertThat(shape(narrow, "features.0.0.weight")).isEqualTo(Shape.of(16, 3, 3, 3));
    assertThat(shape(narrow, "features.18.0.weight")).isEqualTo(Shape.of(1280, 112, 1, 1));
    Map<String, Tensor> wide = MobileNetV2.of(4).withWidth(1.4).create(rng).state();
    assertThat(shape(wide, "features.18.0.weight")).isEqualTo(Shape.of(1792, 448, 1, 1));
  }

  @Test
  @Tag("slow") // draws 138 million numbers
  void vgg16HasThePublishedSize() {
    assertThat(Vgg16.of(1000).create(rng).parameterCount()).isEqualTo(138_357_544);
  }

  @Test
  void weightsBeginAsInTorchvision() {
    Map<String, Tensor> resNet = ResNet.resnet18(10).create(rng).state();
    // fan-out: 128 channels of 3·3
    assertThat(deviation(resNet, "layer2.0.conv1.weight"))
        .isCloseTo(Math.sqrt(2.0 / (128 * 9)), Percentage.withPercentage(2));
    assertThat(resNet.get("bn1.weight")).isEqualTo(Tensor.ones(64));
    assertThat(resNet.get("bn1.bias")).isEqualTo(Tensor.zeros(64));
    Map<String, Tensor> mobile = MobileNetV2.of(100).create(rng).state();
    assertThat(deviation(mobile, "classifier.1.weight"))
        .isCloseTo(0.01, Percentage.withPercentage(2));
    assertThat(mobile.get("classifier.1.bias")).isEqualTo(Tensor.zeros(100));
    assertThat(deviation(mobile, "features.18.0.weight"))
        .isCloseTo(Math.sqrt(2.0 / 1280), Percentage.withPercentage(2));
    Map<String, Tensor> vgg = Vgg16.of(100).withHidden(64).create(rng).state();
    assertThat(deviation(vgg, "features.10.weight"))
        .isCloseTo(Math.sqrt(2.0 / (256 * 9)), Percentage.withPercentage(2));
    assertThat(vgg.get("features.10.bias")).isEqualTo(Tensor.zeros(256));
    assertThat(deviation(vgg, "classifier.0.weight")).isCloseTo(0.01, Percentage.withPercentage(2));
  }

  @Test
  void picturesOfAnySizeThatFitsAreTaken() {
    List<Layer> networks =
        List.of(
            ResNet.resnet18(7).withWidth(4).create(rng),
            ResNet.resnet50(7).withWidth(4).withSmallStem().create(rng),
            MobileNetV2.of(7).withWidth(0.25).create(rng));
    for (Layer network : networks) {
      for (int[] size : new int[][] {{1, 1}, {33, 20}, {40, 65}}) {
        Tensor y = network.forward(Tensor.ones(2, 3, size[0], size[1]));
        assertThat(y.shape()).isEqualTo(Shape.of(2, 7));
      }
    }
    Layer vgg = Vgg16.of(7).withWidth(2).withHidden(8).create(rng);
    assertThat(vgg.forward(Tensor.ones(2, 3, 32, 41)).shape()).isEqualTo(Shape.of(2, 7));
    assertThat(vgg.forward(Tensor.ones(1, 3, 230, 224)).shape()).isEqualTo(Shape.of(1, 7));
  }

  @Test
  void trainingDropsNumbersAheadOfTheClassifier() {
    Vgg16 vgg = Vgg16.of(3).withWidth(2).withHidden(64).create(rng);
    Tensor x = Tensor.ones(1, 3, 32, 32);
    Mode frozen = Mode.training(Rng.of(1));
    assertThat(vgg.forward(x, frozen).stopGradient()).isNotEqualTo(vgg.forward(x));
    assertThat(vgg.forward(x)).isEqualTo(vgg.forward(x));
  }

  @Test
  void whatIsNoPictureIsRefused() {
    Layer resNet = ResNet.resnet18(3).withWidth(2).create(rng);
    assertThatThrownBy(() -> resNet.forward(Tensor.ones(3, 32, 32)))
        .hasMessage(
            "ResNet: the input must be [batch, 3, height, width], but is [3, 32, 32]. Add a batch"
                + " with unsqueeze(0).");
    assertThatThrownBy(() -> resNet.forward(Tensor.ones(1, 3, 0, 32)))
        .hasMessage(
            "ResNet: pictures must have at least 1 rows and columns, but the input is [1, 3, 0, 32]."
                + " Use larger pictures.");
    Layer mobile = MobileNetV2.of(3).withWidth(0.25).create(rng);
    assertThatThrownBy(() -> mobile.forward(Tensor.ones(1, 1, 32, 32)))
        .hasMessage(
            "MobileNetV2: the input must be [batch, 3, height, width], but is [1, 1, 32, 32].");
    Layer vgg = Vgg16.of(3).withWidth(2).withHidden(4).create(rng);
    assertThatThrownBy(() -> vgg.forward(Tensor.ones(1, 3, 64, 31)))
        .hasMessage(
            "Vgg16: pictures must have at least 32 rows and columns, but the input is [1, 3, 64, 31]."
                + " Use larger pictures.");
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThatThrownBy(() -> ResNet.resnet18(10).withWidth(0))
        .hasMessage(
            "ResNet: four stages of at least one block, a width and classes are needed, but the"
                + " blocks are [2, 2, 2, 2], the width is 0 and there are 10 classes.");
    assertThatThrownBy(() -> MobileNetV2.of(10).withWidth(Double.NaN))
        .hasMessage(
            "MobileNetV2: the width must be positive and there must be classes, but the width is NaN"
                + " and there are 10 classes.");
    assertThatThrownBy(() -> Vgg16.of(10).withHidden(0))
        .hasMessage(
            "Vgg16: sizes must be positive, but there are 10 classes, the width is 64 and there are 0"
                + " hidden numbers.");
    assertThatThrownBy(() -> Vgg16.of(10).withDropout(2).withWidth(1).withHidden(1).create(rng))
        .hasMessage("Dropout: the drop probability must be in [0, 1], but is 2.0.");
  }
}

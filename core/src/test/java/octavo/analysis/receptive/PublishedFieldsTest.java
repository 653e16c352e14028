package octavo.analysis.receptive;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.NetworkGraph;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.MaxPool2d;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Figures that can be looked up.
class PublishedFieldsTest {
  private static final Rng RNG = Rng.of(1);

  private static Layer conv(int in, int out, int size, int stride, int padding, int dilation) {
    return Conv2d.of(in, out, kernel(size))
        .withStride(stride)
        .withPadding(padding)
        .withDilation(dilation)
        .create(RNG);
  }

  private static AxisField last(ReceptiveField field, String path) {
    return field.field(field.graph().under(path).getLast()).axes().getFirst();
  }

  /// The layers of VGG-16 with two channels, whose field does not depend on channels.
  private static Sequential vgg16() {
    List<Layer> layers = new ArrayList<>();
    int channels = 3;
    for (int convolutions : new int[] {2, 2, 3, 3, 3}) {
      for (int i = 0; i < convolutions; i++) {
        layers.add(conv(channels, 2, 3, 1, 1, 1));
        layers.add(new Relu());
        channels = 2;
      }
      layers.add(new MaxPool2d(kernel(2)));
    }
    return Sequential.of(layers.toArray(new Layer[0]));
  }

  @Test
  void vgg16AtItsLastConvolutionAndPooling() {
    ReceptiveField field = ReceptiveField.of(vgg16(), Tensor.zeros(1, 3, 224, 224));
    assertThat(last(field, "28").size()).isEqualTo(196); // conv5_3
    assertThat(last(field, "28").jump()).isEqualTo(Ratio.of(16));
    assertThat(last(field, "30").size()).isEqualTo(212); // pool5
    assertThat(last(field, "30").jump()).isEqualTo(Ratio.of(32));
    NetworkGraph.Node output = field.graph().output();
    assertThat(field.topDown(output, 3, 3).axes()).allMatch(a -> a.places().size() == 212);
    assertThat(field.topDown(output, 3, 3)).isEqualTo(field.bottomUp(output, 3, 3));
  }

  @Test
  void resnet50() {
    ResNet net = ResNet.resnet50(10).withWidth(4).create(Rng.of(1));
    ReceptiveField field = ReceptiveField.of(net, Tensor.zeros(1, 3, 64, 64));
    AxisField last = last(field, "layer4.2");
    assertThat(last.size()).isEqualTo(427);
    assertThat(last.jump()).isEqualTo(Ratio.of(32));
    assertThat(last.start()).isEqualTo(-213);
    assertThat(last.center()).isEqualTo(Ratio.ZERO);
    NetworkGraph.Node node = field.graph().under("layer4.2").getLast();
    assertThat(field.endless(node, 1, 1).axes().getFirst().extent()).isEqualTo(427);
    assertThat(field.misalignments()).isEmpty();
    NodeField head = field.field(field.graph().output());
    assertThat(head.isWhole()).isTrue();
    assertThat(head.axes().getFirst().size()).isEqualTo(64);
  }

  @Test
  void dilationsOneTwoFour() {
    Layer net =
        Sequential.of(conv(1, 2, 3, 1, 1, 1), conv(2, 2, 3, 1, 2, 2), conv(2, 1, 3, 1, 4, 4));
    ReceptiveField field = ReceptiveField.of(net, Tensor.zeros(1, 1, 32, 32));
    assertThat(field.field(field.graph().output()).axes()).allMatch(a -> a.size() == 15);
    assertThat(field.agreement(field.graph().output()).holds()).isTrue();
  }

  @Test
  void theWorkedExamplesAsNetworks() {
    Layer three =
        Sequential.of(conv(1, 1, 3, 2, 0, 1), conv(1, 1, 3, 2, 0, 1), conv(1, 1, 3, 1, 0, 1));
    ReceptiveField field = ReceptiveField.of(three, Tensor.zeros(1, 1, 23, 23));
    assertThat(field.fields().stream().map(f -> f.axes().getFirst().size()))
        .containsExactly(1, 3, 7, 15);
    Layer seven =
        Sequential.of(
            conv(1, 1, 3, 1, 0, 1),
            new MaxPool2d(kernel(2)),
            conv(1, 1, 3, 1, 0, 1),
            new MaxPool2d(kernel(2)),
            conv(1, 1, 3, 1, 0, 1),
            conv(1, 1, 3, 1, 0, 1),
            new MaxPool2d(kernel(2)));
    ReceptiveField other = ReceptiveField.of(seven, Tensor.zeros(1, 1, 40, 40));
    assertThat(other.fields().stream().map(f -> f.axes().getFirst().size()))
        .containsExactly(1, 3, 4, 8, 10, 18, 26, 30);
    assertThat(other.agreement(other.graph().output()).holds()).isTrue();
  }
}

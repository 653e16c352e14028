package octavo.analysis.receptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import octavo.analysis.NetworkGraph;
import octavo.nn.model.LeNet;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The windows on the way to a layer.
class WindowPathTest {
  private static final Rng RNG = Rng.of(1);

  private static WindowPath path(ReceptiveField field, String layer) {
    return WindowPath.of(field, field.graph().under(layer).getLast(), 2);
  }

  /// The calculations of the article on the windows give what the rules of all operations give.
  @Test
  void bothCalculationsGiveTheFieldOfAResNet() {
    ReceptiveField field =
        ReceptiveField.of(ResNet.resnet50(10).withWidth(4).create(RNG), Tensor.zeros(1, 3, 64, 64));
    Map<String, Integer> known = Map.of("layer1", 35, "layer2", 91, "layer3", 267, "layer4", 427);
    known.forEach((layer, size) -> {
      WindowPath path = path(field, layer);
      assertThat(path.topDown().size()).isEqualTo(size);
      assertThat(path.bottomUp().size()).isEqualTo(size);
      assertThat(path.obstacle()).isEmpty();
    });
    assertThat(path(field, "layer1.0").layers().stream().map(WindowLayer::name))
        .containsExactly("conv1", "maxpool", "layer1.0.conv2");
  }

  @Test
  void transposedLayersAreWindowsToo() {
    ReceptiveField field =
        ReceptiveField.of(
            UNet.of(1, 2).withWidth(2).withDepth(2).create(RNG), Tensor.zeros(1, 1, 32, 32));
    WindowPath path = path(field, "head");
    assertThat(path.layers()).anyMatch(WindowLayer::transposed);
    int size = field.field(field.graph().output()).axes().getFirst().size();
    assertThat(path.bottomUp().size())
        .isBetween(size, size + 1); // at most so many, for no phase all
  }

  @Test
  void whatReadsAWholeAxisIsAnObstacle() {
    ReceptiveField field = ReceptiveField.of(LeNet.create(10, RNG), Tensor.zeros(1, 1, 28, 28));
    WindowPath path = path(field, "f1");
    assertThat(path.layers()).isEmpty();
    assertThat(path.obstacle()).contains(" is no window along axis 2");
  }

  @Test
  void otherAxesAndOtherGraphsAreRefused() {
    ReceptiveField field = ReceptiveField.of(LeNet.create(10, RNG), Tensor.zeros(1, 1, 28, 28));
    NetworkGraph.Node node = field.graph().output();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowPath.of(field, node, 1))
        .withMessage(
            "WindowPath: the axis must be one of [2, 3], along which fields are told, but is 1.");
    ReceptiveField other = ReceptiveField.of(LeNet.create(10, RNG), Tensor.zeros(1, 1, 28, 28));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowPath.of(other, node, 2))
        .withMessageStartingWith("ReceptiveField: the node must belong to this graph");
  }
}

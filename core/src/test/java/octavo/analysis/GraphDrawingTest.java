package octavo.analysis;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.plot.GraphChart;
import octavo.plot.GraphChart.Edge;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Layers as boxes, to a depth.
class GraphDrawingTest {
  private static final Rng RNG = Rng.of(1);

  private static List<String> names(GraphChart chart) {
    return chart.boxes().stream().map(box -> box.lines().getFirst()).toList();
  }

  @Test
  void resnet50IsDrawnByItsBlocks() {
    NetworkGraph graph =
        NetworkGraph.of(ResNet.resnet50(10).withWidth(4).create(RNG), Tensor.zeros(1, 3, 64, 64));
    GraphDrawing drawing = GraphDrawing.of(graph);
    GraphChart chart = drawing.chart();
    assertThat(names(chart))
        .startsWith("input", "conv1", "bn1", "relu", "maxpool", "layer1.0", "layer1.1")
        .contains("layer4.2", "fc")
        .hasSizeLessThan(40);
    assertThat(chart.edges()).hasSize(chart.boxes().size() - 1);
    GraphChart whole = drawing.withDepth(9).chart();
    assertThat(whole.boxes()).hasSizeGreaterThan(150);
    assertThat(names(whole)).contains("layer1.0.downsample.0", "layer4.2.conv3");
    assertThat(whole.edges()).hasSizeGreaterThan(whole.boxes().size() + 10); // the shortcuts
    assertThat(names(drawing.withDepth(0).chart()))
        .containsExactly("input", "conv2d, batchNorm, relu, …");
  }

  @Test
  void skipsOfAUNetAreLines() {
    NetworkGraph graph =
        NetworkGraph.of(
            UNet.of(1, 2).withWidth(2).withDepth(2).create(RNG), Tensor.zeros(1, 1, 16, 16));
    GraphChart chart = GraphDrawing.of(graph).withDepth(1).chart();
    List<String> names = names(chart);
    int concat = names.indexOf("concat");
    assertThat(chart.edges())
        .contains(
            new Edge(names.indexOf("down.1"), concat), new Edge(names.indexOf("up.0"), concat));
    assertThat(chart.boxes().get(names.indexOf("down.1")).lines())
        .containsExactly("down.1", "DoubleConvolution", "4×8×8 · 232");
  }

  /// Twice the same layer, another between.
  record Again(Relu relu, Conv2d conv) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return relu.forward(conv.forward(relu.forward(x, mode), mode), mode);
    }
  }

  @Test
  void aLayerThatIsCalledAgainIsABoxAgain() {
    Layer network = new Again(new Relu(), Conv2d.of(1, 1, kernel(1)).create(RNG));
    GraphChart chart = GraphDrawing.of(NetworkGraph.of(network, Tensor.zeros(1, 1, 2, 2))).chart();
    assertThat(names(chart)).containsExactly("input", "relu", "conv", "relu");
    assertThat(chart.edges()).containsExactly(new Edge(0, 1), new Edge(1, 2), new Edge(2, 3));
    assertThat(chart.boxes().get(2).hint())
        .startsWith("conv: conv2d to [1, 1, 2, 2]; 2 parameters, 4 multiply-adds; ");
  }

  @Test
  void aNegativeDepthIsRefused() {
    GraphDrawing drawing = GraphDrawing.of(NetworkGraph.of(new Relu(), Tensor.zeros(1, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> drawing.withDepth(-1))
        .withMessage("withDepth: the depth must not be negative, but is -1.");
    assertThat(drawing.depth()).isEqualTo(1);
  }
}

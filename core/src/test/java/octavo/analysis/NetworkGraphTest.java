package octavo.analysis;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import octavo.analysis.NetworkGraph.Node;
import octavo.autograd.Trace;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.InstanceNorm2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.TransformerEncoder;
import octavo.nn.TransformerEncoderLayer;
import octavo.nn.model.Fcn;
import octavo.nn.model.Gpt;
import octavo.nn.model.LeNet;
import octavo.nn.model.LstmClassifier;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.nn.model.Vgg16;
import octavo.op.ChannelAffine;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class NetworkGraphTest {
  private static final Rng RNG = Rng.of(1);

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::toString).toList();
  }

  /// What is known of the code of a class is shared.
  @Test
  void networksAreTracedOnSeveralThreads() {
    Layer network = Sequential.of((x, mode) -> x.exp(), new Relu(), (x, mode) -> x.add(x.sum()));
    String one = NetworkGraph.of(network, Tensor.ones(3)).toString();
    List<String> all =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> NetworkGraph.of(network, Tensor.ones(3)).toString())
            .toList();
    assertThat(all).containsOnly(one);
  }

  @Test
  void theNodesOfASmallNetwork() {
    NetworkGraph graph = NetworkGraph.of(LeNet.create(10, RNG), Tensor.zeros(2, 1, 28, 28));
    assertThat(graph.toString())
        .isEqualTo(
            """
            0 input [2, 1, 28, 28]
            1 c1 conv2d [2, 6, 28, 28]
            2 relu [2, 6, 28, 28]
            3 maxPool2d [2, 6, 14, 14]
            4 c2 conv2d [2, 16, 10, 10]
            5 relu [2, 16, 10, 10]
            6 maxPool2d [2, 16, 5, 5]
            7 reshape [2, 400]
            8 f1 linear [2, 120]
            9 relu [2, 120]
            10 f2 linear [2, 84]
            11 relu [2, 84]
            12 f3 linear [2, 10]
            """);
    Node conv = graph.nodes().get(1);
    assertThat(conv.id()).isEqualTo(1);
    assertThat(conv.layer()).isSameAs(((LeNet) graph.network()).c1());
    assertThat(conv.operation().orElseThrow()).isInstanceOf(octavo.op.Conv2d.class);
    assertThat(conv.inputs()).containsExactly(graph.input());
    assertThat(conv.values()).hasSize(3);
    assertThat(conv.values().get(1).shape()).isEqualTo(Shape.of(6, 1, 5, 5));
    assertThat(conv.values().get(1)).isInstanceOf(Trace.Constant.class);
    assertThat(conv.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(conv.parameters()).isEqualTo(156);
    assertThat(conv.place().orElseThrow().getFileName()).isEqualTo("LeNet.java");
    assertThat(graph.readers(conv)).containsExactly(graph.nodes().get(2));
    assertThat(graph.output()).isSameAs(graph.nodes().getLast());
    assertThat(graph.readers(graph.output())).isEmpty();
    assertThat(graph.input().operation()).isEmpty();
    assertThat(graph.input().name()).isEqualTo("input");
    assertThat(graph.input().place()).isEmpty();
    assertThat(graph.input().values()).isEmpty();
    assertThat(graph.input().flops() + graph.input().bytes()).isZero();
    assertThat(graph.input().layer()).isSameAs(graph.network());
  }

  @Test
  void partsOfANetworkByTheirPaths() {
    ResNet network = ResNet.resnet18(10).withWidth(4).create(RNG);
    NetworkGraph graph = NetworkGraph.of(network, Tensor.zeros(1, 3, 32, 32));
    assertThat(graph.under("layer2.0").stream().map(Node::path).distinct())
        .containsExactly(
            "layer2.0.downsample.0",
            "layer2.0.downsample.1",
            "layer2.0.conv1",
            "layer2.0.bn1",
            "layer2.0",
            "layer2.0.conv2",
            "layer2.0.bn2");
    assertThat(graph.under("")).isEqualTo(graph.nodes());
    assertThat(graph.layer("layer2.0")).isSameAs(network.layer2().layers().getFirst());
    assertThat(graph.paths()).startsWith("", "conv1", "bn1", "maxpool", "layer1", "layer1.0");
    Layer unet = UNet.of(1, 2).withWidth(2).withDepth(1).create(RNG);
    assertThat(NetworkGraph.of(unet, Tensor.zeros(1, 1, 4, 4)).under("down"))
        .isNotEmpty()
        .allMatch(node -> node.path().startsWith("down."));
    assertThatThrownBy(() -> graph.under("layer2.0.conv"))
        .hasMessage(
            "under: the path must be that of a layer of the network, but is 'layer2.0.conv'. Similar are"
                + " 'layer2.0.conv1', 'layer2.0.conv2', 'layer1.0.conv1'.");
    assertThatThrownBy(() -> NetworkGraph.of(new Relu(), Tensor.zeros(1)).layer("a"))
        .hasMessage(
            "layer: the path must be that of a layer of the network, but is 'a'. It has no layers with a"
                + " path.");
    Node other = NetworkGraph.of(new Relu(), Tensor.zeros(1)).output();
    assertThatThrownBy(() -> graph.readers(other))
        .hasMessage("readers: the node must belong to this graph, but is 1 relu [1] of another.");
  }

  @Test
  void aNormIsANorm() {
    Layer network =
        Sequential.of(
            Conv2d.of(3, 4, kernel(1)).create(RNG),
            BatchNorm2d.create(4),
            InstanceNorm2d.of(4).withRunningStatistics().create(),
            BatchNorm2d.of(4).withoutRunningStatistics().create(),
            BatchNorm2d.of(4).withoutAffine().create());
    NetworkGraph graph = NetworkGraph.of(network, RandomTensors.normal(RNG, 1, 3, 2, 2));
    List<Node> norms = graph.nodes().stream().filter(node -> node.name().endsWith("Norm")).toList();
    assertThat(names(norms))
        .containsExactly(
            "3 1 batchNorm [1, 4, 4]",
            "6 2 instanceNorm [1, 4, 4]",
            "9 3 batchNorm [1, 4, 4]",
            "12 4 batchNorm [1, 4, 4]");
    assertThat(norms.getFirst().operation().orElseThrow()).isInstanceOf(ChannelAffine.class);
    assertThat(norms.stream().map(Node::layer))
        .isEqualTo(((Sequential) network).layers().subList(1, 5));
    assertThat(norms.stream().map(Node::parameters)).containsExactly(8L, 0L, 8L, 0L);
  }

  @Test
  void namesThatReadersKnow() {
    Layer network = ConvTranspose2d.of(1, 2, kernel(2)).create(RNG);
    assertThat(names(NetworkGraph.of(network, Tensor.zeros(1, 1, 2, 2)).nodes()))
        .containsExactly(
            "0 input [1, 1, 2, 2]", "1 convTranspose2d [1, 2, 3, 3]", "2 add [1, 2, 3, 3]");
  }

  @Test
  void branchesAndTheInputAsResult() {
    NetworkGraph graph =
        NetworkGraph.of((x, mode) -> x.add(x).multiply(x.sort(0).values()), Tensor.ones(3));
    Node input = graph.input();
    assertThat(names(graph.nodes()))
        .containsExactly("0 input [3]", "1 add [3]", "2 sort [3]", "3 multiply [3]");
    assertThat(graph.nodes().get(1).inputs()).containsExactly(input, input);
    assertThat(graph.readers(input)).isEqualTo(graph.nodes().subList(1, 3));
    NetworkGraph nothing = NetworkGraph.of((x, mode) -> x, Tensor.ones(3));
    assertThat(nothing.output()).isSameAs(nothing.input());
    assertThat(nothing.nodes()).hasSize(1);
  }

  @Test
  void whatTheResultDoesNotNeedIsNoNode() {
    NetworkGraph graph =
        NetworkGraph.of(
            (x, mode) -> {
              x.exp();
              return x.relu();
            },
            Tensor.ones(3));
    assertThat(names(graph.nodes())).containsExactly("0 input [3]", "1 relu [3]");
  }

  /// For each path, the parameters that nodes under it read first are those of its layer.
  @Test
  void parametersAreReadWhereTheyBelong() {
    Tensor picture = Tensor.zeros(1, 3, 32, 32);
    Map<Layer, Tensor> networks =
        Map.of(
            ResNet.resnet50(5).withWidth(4).create(RNG), picture,
            MobileNetV2.of(5).withWidth(0.25).create(RNG), picture,
            UNet.of(3, 2).withWidth(4).withDepth(3).create(RNG), picture,
            Fcn.over(Fcn.Backbone.small(3, 4, RNG), 2, RNG), picture,
            Vgg16.of(5).withWidth(2).withHidden(7).create(RNG), picture,
            LstmClassifier.create(3, 4, 2, RNG), Tensor.zeros(2, 5, 3),
            Gpt.of(11, 8).withWidth(8).withBlocks(2).withHeads(2).create(RNG),
                Tensors.zeros(DType.INT64, 1, 8),
            TransformerEncoder.create(TransformerEncoderLayer.of(8, 2), 3, RNG),
                Tensor.zeros(2, 3, 8));
    networks.forEach((network, sample) -> {
      NetworkGraph graph = NetworkGraph.of(network, sample);
      Map<String, Long> wanted = new TreeMap<>();
      Map<String, Long> found = new TreeMap<>();
      for (String path : graph.paths()) {
        wanted.put(path, graph.layer(path).parameterCount());
        found.put(path, graph.under(path).stream().mapToLong(Node::parameters).sum());
      }
      assertThat(found).isEqualTo(wanted);
      Set<String> layers = Set.copyOf(graph.paths());
      assertThat(graph.nodes()).allMatch(node -> layers.contains(node.path()));
    });
  }

  @Test
  void theNetworkStaysAsItIs() {
    Layer network = UNet.of(1, 2).withWidth(2).withDepth(1).create(RNG);
    Map<String, Tensor> before = new TreeMap<>();
    network.state().forEach((name, tensor) -> before.put(name, tensor.copy()));
    Tensor x = RandomTensors.normal(RNG, 1, 1, 4, 4);
    Tensor result = network.forward(x);
    NetworkGraph first = NetworkGraph.of(network, x);
    assertThat(new TreeMap<>(network.state())).isEqualTo(before);
    assertThat(network.forward(x)).isEqualTo(result);
    assertThat(NetworkGraph.of(network, x).toString()).isEqualTo(first.toString());
    assertThat(network.forward(x, Mode.inference()).isTracked()).isFalse();
  }
}

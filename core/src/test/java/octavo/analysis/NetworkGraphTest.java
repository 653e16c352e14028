package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NetworkGraphTest {
  @Test
  void aResidualNetworkHasTheLayersPaths() {
    ResNet network = ResNet.resnet18(10).withWidth(8).create(Rng.of(1));
    NetworkGraph graph = NetworkGraph.of(network, Tensor.zeros(1, 3, 32, 32));
    assertThat(graph.under("layer2.0").stream().map(NetworkGraph.Node::path).distinct())
        .containsExactly(
            "layer2.0.downsample.0",
            "layer2.0.downsample.1",
            "layer2.0.conv1",
            "layer2.0.bn1",
            "layer2.0",
            "layer2.0.conv2",
            "layer2.0.bn2");
  }
}

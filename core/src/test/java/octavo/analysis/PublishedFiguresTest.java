package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.Layer;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.nn.model.Vgg16;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of well-known networks.
class PublishedFiguresTest {
  private static final Rng RNG = Rng.of(1);

  private static void check(Layer network, long parameters, long multiplyAdds, int... sample) {
    NetworkGraph graph = NetworkGraph.of(network, Tensor.zeros(sample));
    long t = System.nanoTime();
    graph = NetworkGraph.of(network, Tensor.zeros(sample));
    System.out.println(
        network.getClass().getSimpleName() + " " + (System.nanoTime() - t) / 1e6 + " ms");
    assertThat(graph.nodes().stream().mapToLong(NetworkGraph.Node::parameters).sum())
        .isEqualTo(parameters);
    assertThat(graph.nodes().stream().mapToLong(NetworkGraph.Node::multiplyAdds).sum())
        .isEqualTo(multiplyAdds);
  }

  @Test
  void residualNetworks() {
    check(ResNet.resnet18(1000).create(RNG), 11_689_512, 1_814_073_344L, 1, 3, 224, 224);
    check(ResNet.resnet34(1000).create(RNG), 21_797_672, 3_663_761_408L, 1, 3, 224, 224);
    check(ResNet.resnet50(1000).create(RNG), 25_557_032, 4_089_184_256L, 1, 3, 224, 224);
  }

  @Test
  void vgg() {
    check(Vgg16.of(1000).create(RNG), 138_357_544, 15_470_264_320L, 1, 3, 224, 224);
  }

  @Test
  void mobileNet() {
    check(MobileNetV2.of(1000).create(RNG), 3_504_872, 300_774_272L, 1, 3, 224, 224);
  }
}

package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.model.LeNet;
import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NetworkSummaryTest {
  @Test
  void dump() {
    System.out.println(NetworkSummary.of(NetworkGraph.of(LeNet.create(10, Rng.of(1)), Tensor.zeros(1, 1, 28, 28))));
    NetworkSummary summary = NetworkSummary.of(NetworkGraph.of(ResNet.resnet18(10).create(Rng.of(1)), Tensor.zeros(1, 3, 64, 64)));
    System.out.println(summary.withDepth(2).withColumn("last", node -> node.name()));
    System.out.println(summary.withDepth(1).toText(60));
    System.out.println(NetworkCost.of(NetworkGraph.of(ResNet.resnet18(10).create(Rng.of(1)), Tensor.zeros(1, 3, 64, 64)), Roofline.ofCore(octavo.tensor.Machine.measure())).withDepth(2).toText(100));
  }
}

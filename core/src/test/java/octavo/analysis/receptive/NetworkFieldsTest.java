package octavo.analysis.receptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.analysis.NetworkGraph;
import octavo.nn.Layer;
import octavo.nn.TransformerEncoderLayer;
import octavo.nn.model.Fcn;
import octavo.nn.model.Gpt;
import octavo.nn.model.LeNet;
import octavo.nn.model.LstmClassifier;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// The networks of the library: all three answers agree on each of their layers' last nodes.
class NetworkFieldsTest {
  @Test
  void explore() {
    Rng rng = Rng.of(1);
    Map<Layer, Tensor> all = new LinkedHashMap<>();
    all.put(LeNet.create(10, rng), Tensor.ones(1, 1, 28, 28));
    all.put(UNet.of(1, 2).withWidth(4).create(rng), Tensor.ones(1, 1, 32, 32));
    all.put(Fcn.over(Fcn.Backbone.small(3, 4, rng), 2, rng), Tensor.ones(1, 3, 64, 64));
    all.put(MobileNetV2.of(4).create(rng), Tensor.ones(1, 3, 32, 32));
    all.put(ResNet.resnet18(10).create(rng), Tensor.ones(1, 3, 64, 64));
    all.put(LstmClassifier.create(3, 4, 2, rng), Tensor.ones(1, 6, 3));
    all.put(
        TransformerEncoderLayer.create(TransformerEncoderLayer.of(8, 2), rng),
        Tensor.ones(1, 6, 8));
    all.put(Gpt.of(11, 8).withWidth(8).withHeads(2).withBlocks(2).create(rng), Tensors.zeros(DType.INT64, 1, 6));
    all.forEach(
        (network, sample) -> {
          ReceptiveField field = ReceptiveField.of(network, sample);
          System.out.println(network.getClass().getSimpleName() + " axes " + field.axes());
          System.out.println(field.report().text());
          for (NetworkGraph.Node node : field.graph().nodes()) {
            Agreement a = field.agreement(node);
            if (!a.holds()) {
              System.out.println("DIFFERS " + node + " " + a);
            }
          }
        });
  }
}

package octavo.analysis.receptive;

import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The figures that everyone knows.
class PublishedFieldsTest {
  @Test
  void resnet50() {
    ResNet net = ResNet.resnet50(10).create(Rng.of(1));
    ReceptiveField field = ReceptiveField.of(net, Tensor.zeros(1, 3, 64, 64));
    System.out.println(field.report().text());
  }
}

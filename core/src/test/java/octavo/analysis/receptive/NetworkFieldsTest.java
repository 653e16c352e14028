package octavo.analysis.receptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import octavo.analysis.NetworkGraph;
import octavo.nn.Layer;
import octavo.nn.TransformerEncoderLayer;
import octavo.nn.model.Fcn;
import octavo.nn.model.Gpt;
import octavo.nn.model.LeNet;
import octavo.nn.model.LstmClassifier;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.UNet;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The networks of the library: all three answers agree at nodes throughout, and no branches are misaligned.
class NetworkFieldsTest {
  private static final int STRIDE = 25;

  /// A network, its input, and which axes of it are space or time.
  record Case(Layer network, Tensor sample, List<Integer> axes) {
    @Override
    public String toString() {
      return network.getClass().getSimpleName();
    }
  }

  static Stream<Case> cases() {
    Rng rng = Rng.of(1);
    List<Integer> pictures = List.of(2, 3);
    return Stream.of(
        new Case(LeNet.create(10, rng), Tensor.ones(1, 1, 28, 28), pictures),
        new Case(UNet.of(1, 2).withWidth(4).create(rng), Tensor.ones(1, 1, 32, 32), pictures),
        new Case(
            Fcn.over(Fcn.Backbone.small(3, 4, rng), 2, rng), Tensor.ones(1, 3, 64, 64), pictures),
        new Case(
            MobileNetV2.of(4).withWidth(0.25).create(rng), Tensor.ones(1, 3, 32, 32), pictures),
        new Case(LstmClassifier.create(3, 4, 2, rng), Tensor.ones(1, 6, 3), List.of(1)),
        new Case(
            TransformerEncoderLayer.create(TransformerEncoderLayer.of(8, 2), rng),
            Tensor.ones(1, 6, 8),
            List.of(1)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allAgree(Case c) {
    ReceptiveField field = ReceptiveField.of(c.network(), c.sample());
    assertThat(field.axes()).isEqualTo(c.axes());
    assertThat(field.misalignments()).isEmpty();
    List<NetworkGraph.Node> nodes = field.graph().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      if (i % STRIDE == 0 || i == nodes.size() - 1) {
        Agreement agreement = field.agreement(nodes.get(i));
        assertThat(agreement.holds()).as(nodes.get(i) + " " + agreement).isTrue();
        assertThat(field.field(nodes.get(i)).notes()).isEmpty();
      }
    }
  }

  @Test
  void aStepOfAGptSeesThePast() {
    Layer gpt = Gpt.of(11, 8).withWidth(8).withHeads(2).withBlocks(2).create(Rng.of(2));
    ReceptiveField field = ReceptiveField.of(gpt, Tensors.zeros(DType.INT64, 1, 6));
    assertThat(field.axes()).containsExactly(1);
    NetworkGraph.Node output = field.graph().output();
    assertThat(field.topDown(output, 3).axes().getFirst().places()).containsExactly(0, 1, 2, 3);
    assertThat(field.bottomUp(output, 3)).isEqualTo(field.topDown(output, 3));
    assertThat(field.field(output).axes().getFirst().regular()).isFalse();
    assertThat(field.agreement(output, 3).holds()).isFalse();
    assertThat(field.agreement(output, 3).reasons())
        .containsExactly(
            "axis 1: places see 1 to 6 places of the input, each by where it lies",
            "no gradient gets to the input, so nothing is measured");
  }

  @Test
  void theStepsOfAnLstmSeeThePastAndItsStateAll() {
    ReceptiveField field =
        ReceptiveField.of(LstmClassifier.create(3, 4, 2, Rng.of(1)), Tensor.ones(1, 6, 3));
    assertThat(field.field(field.graph().output()).isWhole()).isTrue();
  }
}

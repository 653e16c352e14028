package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.*;
import octavo.nn.model.*;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.*;
import org.junit.jupiter.api.Test;

class BuiltInGraphsTest {
  static final Rng RNG = Rng.of(1);

  static void show(Layer n, Tensor x) {
    System.out.println(n.getClass().getSimpleName());
    System.out.println(NetworkGraph.of(n, x));
  }

  @Test
  void dump() {
    show(Gpt.of(11, 8).withWidth(8).withBlocks(2).withHeads(2).create(RNG), Tensors.zeros(DType.INT64, 1, 5));
    show(LstmClassifier.create(3, 4, 2, RNG), Tensor.ones(2, 5, 3));
    show(Mlp.create(4, 3, RNG), Tensor.ones(2, 4));
    show(GaussianVae.of(8).create(RNG), Tensor.ones(2, 8));
    show(TransformerEncoder.create(TransformerEncoderLayer.of(8, 2), 2, RNG), Tensor.ones(1, 3, 8));
    show(Lstm.of(3, 4).withLayers(2).withBidirectional().create(RNG), Tensor.ones(1, 3, 3));
  }
}

package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.data.TensorDataset;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  /// Its logits are its inputs.
  private record Identity() implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x;
    }
  }

  @Test
  void scoresFollowTheirDefinitions() {
    Tensor logits = Tensors.of(new float[] {2, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 5, 0, 1, 0}, 5, 3);
    Tensor actual = Tensors.of(new long[] {0, 1, 1, 2, 0}, 5);
    Evaluation found = Evaluation.of(new Identity(), new TensorDataset(logits, actual));
    assertThat(found.predicted()).containsExactly(0, 1, 0, 2, 1);
    assertThat(found.accuracy()).isEqualTo(0.6);
    assertThat(found.losses()[0]).isCloseTo(Math.log(Math.exp(2) + 2) - 2, Offset.offset(1e-6));
    double sum = 0;
    for (double loss : found.losses()) {
      sum += loss;
    }
    assertThat(found.loss()).isCloseTo(sum / 5, Offset.offset(1e-12));
    assertThat(found.confusion(3)).isDeepEqualTo(new int[][] {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}});
    Evaluation.ClassScore one = found.score(1);
    assertThat(one).isEqualTo(new Evaluation.ClassScore(2, 2, 1));
    assertThat(one.precision()).isEqualTo(0.5);
    assertThat(one.recall()).isEqualTo(0.5);
    assertThat(one.f1()).isEqualTo(0.5);
    assertThat(found.score(2).f1()).isEqualTo(1);
    Evaluation.ClassScore none = new Evaluation.ClassScore(0, 0, 0);
    assertThat(none.precision() + none.recall() + none.f1()).isZero();
  }
}

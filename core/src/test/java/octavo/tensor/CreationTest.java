package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.random.Rng;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;

class CreationTest {
  @Test
  void arraysAreSharedOnTheWayInAndCopiedOnTheWayOut() {
    float[] numbers = {1, 2, 3, 4};
    Tensor x = Tensor.of(numbers, 2, 2);
    numbers[3] = 9;
    assertThat(x.get(1, 1)).isEqualTo(9);
    x.toFloatArray()[0] = 7;
    x.copy().view().floats()[0] = 7;
    assertThat(x.get(0, 0)).isEqualTo(1);
    assertThat(x.transpose().toFloatArray()).containsExactly(1, 3, 2, 9);
  }

  @Test
  void everyElementTypeComesFromItsArray() {
    assertThat(Tensors.of(new double[] {0.1, 2}, 2).get(0)).isEqualTo(0.1);
    assertThat(Tensors.of(new long[] {Long.MAX_VALUE}, 1).toLongArray())
        .containsExactly(Long.MAX_VALUE);
    assertThat(Tensors.of(new boolean[] {true, false}, 2).toBooleanArray())
        .containsExactly(true, false);
    assertThat(Tensor.of(1, 2, 3).shape()).isEqualTo(Shape.of(3));
    assertThat(Tensors.of(new float[] {1, 2}).shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void nestedArraysGiveTheirShapeAndType() {
    Tensor x = Tensors.fromNested(new double[][][] {{{1, 2}, {3, 4}, {5, 6}}});
    assertThat(x.shape()).isEqualTo(Shape.of(1, 3, 2));
    assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(x.get(0, 2, 1)).isEqualTo(6);
    assertThat(Tensors.fromNested(new int[][] {{1}, {2}}).dtype()).isEqualTo(DType.INT64);
    assertThat(Tensors.fromNested(new boolean[][] {{true}}).dtype()).isEqualTo(DType.BOOL);
    assertThat(Tensors.fromNested(new float[0][]).shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void rangesAndFills() {
    assertThat(Tensors.arange(2, 9, 3).toLongArray()).containsExactly(2, 5, 8);
    assertThat(Tensors.arange(3, -2, -2).toLongArray()).containsExactly(3, 1, -1);
    assertThat(Tensors.arange(5, 5, 1).elements()).isZero();
    assertThat(Tensors.linspace(0, 1, 5).toFloatArray()).containsExactly(0, .25f, .5f, .75f, 1);
    assertThat(Tensors.linspace(3, 4, 1).toFloatArray()).containsExactly(3);
    assertThat(Tensors.linspace(-1, 0.1, 7).get(6)).isEqualTo(0.1f);
    assertThat(Tensors.eye(2).toFloatArray()).containsExactly(1, 0, 0, 1);
    assertThat(Tensors.full(DType.INT64, Shape.of(2), 7).toLongArray()).containsExactly(7, 7);
    assertThat(1 / Tensors.full(Shape.SCALAR, -0.0).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Tensor.ones(2).onesLike().add(Tensor.ones(2).zerosLike())).isEqualTo(Tensor.ones(2));
  }

  @Test
  void oneHotMarksTheClass() {
    Tensor classes = Tensors.of(new long[] {2, 0}, 2);
    assertThat(Tensors.oneHot(classes, 3).toFloatArray()).containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(Tensors.oneHot(1, 3).toFloatArray()).containsExactly(0, 1, 0);
  }

  @Test
  void randomTensorsDependOnTheGeneratorAlone() {
    Tensor first = RandomTensors.normal(Rng.of(5), 3, 4);
    assertThat(RandomTensors.normal(Rng.of(5), 3, 4)).isEqualTo(first);
    assertThat(RandomTensors.normal(Rng.of(6), 3, 4)).isNotEqualTo(first);
    Rng rng = Rng.of(5);
    RandomTensors.normal(rng, 12);
    assertThat(RandomTensors.normal(rng, 3, 4)).isNotEqualTo(first);
    Tensor dice = RandomTensors.integers(Rng.of(1), 1, 7, 1000);
    assertThat(dice.min().item()).isEqualTo(1);
    assertThat(dice.max().item()).isEqualTo(6);
    assertThat(RandomTensors.uniform(Rng.of(1), 2, 2, 3).toFloatArray()).containsExactly(2, 2, 2);
    assertThat(RandomTensors.bernoulli(Rng.of(1), 1, 3).toFloatArray()).containsExactly(1, 1, 1);
  }
}

package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;

/// Reductions of nothing, of one number and of other types.
class ReductionEdgesTest {
  private static final Tensor EMPTY = Tensor.zeros(0, 3);

  @Test
  void nothingHasASumAndAProductButNoMean() {
    assertThat(EMPTY.sum().item()).isZero();
    assertThat(EMPTY.product().item()).isEqualTo(1);
    assertThat(EMPTY.mean().item()).isNaN();
    assertThat(EMPTY.sum(0).toFloatArray()).containsExactly(0, 0, 0);
    assertThat(EMPTY.sum(1).shape()).isEqualTo(Shape.of(0));
    assertThat(EMPTY.max(1).shape()).isEqualTo(Shape.of(0));
    assertThat(EMPTY.any().item()).isZero();
    assertThat(EMPTY.all().item()).isEqualTo(1);
    assertThat(EMPTY.logSumExp().item()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void oneNumberHasNoSampleVariance() {
    assertThat(Tensor.of(3).sampleVariance().item()).isNaN();
    assertThat(Tensor.of(3).populationVariance().item()).isZero();
    assertThat(Tensor.scalar(3).sum().item()).isEqualTo(3);
    assertThat(Tensor.of(1, 2, 3, 4).sampleVariance().item()).isEqualTo(5f / 3);
    assertThat(Tensor.of(1, 2, 3, 4).populationDeviation().item())
        .isEqualTo((float) Math.sqrt(1.25));
  }

  /// The root of 0 has an infinite slope, which must not meet the gradient 0 of the squares below it.
  @Test
  void deviationsAndNormsOfEqualNumbersHaveTheGradientZero() {
    List<UnaryOperator<Tensor>> roots =
        List.of(Tensor::norm, Tensor::populationDeviation, Tensor::sampleDeviation);
    for (UnaryOperator<Tensor> root : roots) {
      Tensor x = Tensors.zeros(DType.FLOAT64, 4).tracked();
      Tensor gradient = Derivatives.gradients(root.apply(x), x)[0];
      assertThat(gradient.toDoubleArray()).containsExactly(0, 0, 0, 0);
      Tensor again = Derivatives.gradients(gradient.add(x).square().sum(), x)[0];
      assertThat(again.toDoubleArray()).containsExactly(0, 0, 0, 0);
    }
  }

  /// Three of the largest, two of them in one row: each has a third, however the axes lie.
  @Test
  void equalExtremaShareTheGradientAllAlike() {
    Tensor x = Tensor.of(new float[] {7, 7, 0, 7}, 2, 1, 2).tracked();
    for (int[] axes : new int[][] {{0, 2}, {0, 1, 2}, {}}) {
      for (Tensor y : new Tensor[] {x.max(axes), x.negate().min(axes).negate()}) {
        assertThat(Derivatives.gradients(y.sum(), x)[0].toFloatArray())
            .containsExactly(1f / 3, 1f / 3, 0, 1f / 3);
      }
    }
  }

  @Test
  void integersAreSummedAsIntegers() {
    Tensor large = Tensors.of(new long[] {1L << 53, 1, 1}, 3);
    assertThat(large.sum().toLongArray()).containsExactly((1L << 53) + 2);
    assertThat(large.mean().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(Tensors.of(new boolean[] {true, true, false}, 3).sum().toLongArray())
        .containsExactly(2);
    assertThat(Tensors.arange(5).cumulativeSum(0).toLongArray()).containsExactly(0, 1, 3, 6, 10);
  }

  @Test
  void axesAreDroppedOrKept() {
    Tensor x = Tensors.arange(24).reshape(2, 3, 4);
    assertThat(x.sum(0, -1).shape()).isEqualTo(Shape.of(3));
    assertThat(x.sum(Axes.keep(0, -1)).shape()).isEqualTo(Shape.of(1, 3, 1));
    assertThat(x.sum(Axes.keep()).shape()).isEqualTo(Shape.of(1, 1, 1));
    assertThat(x.argMax(1).toLongArray()).containsExactly(2, 2, 2, 2, 2, 2, 2, 2);
    assertThat(Tensor.of(1, 3, 3).argMax(0).item()).isEqualTo(1);
    assertThat(Tensor.of(1, Float.NaN, 3).max().item()).isNaN();
  }
}

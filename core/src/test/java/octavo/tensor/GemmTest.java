package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// General products: options, strides and algorithms. Gradients are in the battery of operations.
class GemmTest {
  private static final Rng RNG = Rng.of(5);
  private static final GemmOptions PLAIN = GemmOptions.DEFAULT;

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  private static Tensor exact(Tensor x) {
    return x.to(DType.FLOAT64);
  }

  private static void assertClose(Tensor found, Tensor expected) {
    assertThat(exact(found).allClose(expected, 1e-5, 1e-5)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyAlgorithmComputesEveryOption(GemmAlgorithm algorithm) {
    for (int n : new int[] {1, 7, 17, 33, 65}) {
      Tensor a = normal(n, 31);
      Tensor b = normal(31, 15);
      Tensor c = normal(n, 15);
      Tensor expected = exact(a).matmul(exact(b)).multiply(-0.5).add(exact(c).multiply(2));
      for (int turns = 0; turns < 4; turns++) {
        boolean left = turns % 2 == 1;
        boolean right = turns > 1;
        GemmOptions options = new GemmOptions(left, right, -0.5, 2, GemmActivation.NONE, algorithm);
        Tensor x = left ? a.transpose().copy() : a;
        Tensor y = right ? b.transpose().copy() : b;
        assertClose(x.gemm(y, c, options), expected);
        // the same numbers by strides
        Tensor strided = left ? a.transpose() : a.transpose().copy().transpose();
        assertClose(strided.gemm(y, c, options), expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void batchesAreBroadcast(GemmAlgorithm algorithm) {
    Tensor a = normal(3, 1, 5, 6);
    Tensor b = normal(2, 6, 7);
    Tensor row = normal(7);
    Tensor found = a.gemm(b, row, PLAIN.withBeta(1).withAlgorithm(algorithm));
    assertThat(found.shape()).isEqualTo(Shape.of(3, 2, 5, 7));
    assertClose(found, exact(a).matmul(exact(b)).add(exact(row)));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfTheDefinition(GemmAlgorithm algorithm) {
    Tensor a = normal(9, 17).tracked();
    Tensor b = normal(33, 9).tracked();
    Tensor c = normal(33).tracked();
    GemmOptions options = new GemmOptions(true, true, 0.5, 3, GemmActivation.NONE, algorithm);
    Tensor dy = normal(17, 33);
    Tensor[] found = Derivatives.gradients(a.gemm(b, c, options), dy, false, a, b, c);
    Tensor y = a.transpose().matmul(b.transpose()).multiply(0.5).add(c.multiply(3));
    Tensor[] expected = Derivatives.gradients(y, dy, false, a, b, c);
    for (int i = 0; i < 3; i++) {
      assertClose(found[i], exact(expected[i]));
    }
  }

  private static Tensor after(GemmActivation activation, Tensor y) {
    return switch (activation) {
      case NONE -> y;
      case RELU -> y.relu();
      case RELU6 -> y.relu6();
    };
  }

  /// Fused or not, the bits are the same: of matrices and batches, for every kind of `c`, for every
  /// algorithm and type.
  @ParameterizedTest
  @EnumSource
  void theActivationIsThatOfASecondPass(GemmActivation activation) {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int n : new int[] {1, 33, 300}) {
        Tensor a = normal(n, 31).to(dtype);
        Tensor b = normal(31, 65).multiply(3).to(dtype);
        Tensor batch = normal(2, n, 31).to(dtype);
        for (double alpha : new double[] {0, 1, -0.5}) {
          GemmOptions sum = PLAIN.withAlpha(alpha).withBeta(2);
          for (Tensor c : new Tensor[] {normal(65), normal(n, 65), normal(n, 1), normal(1, 65)}) {
            Tensor plain = a.gemm(b, c.to(dtype), sum);
            Tensor bounded = a.gemm(b, c.to(dtype), sum.withActivation(activation));
            assertThat(bounded).isEqualTo(after(activation, plain));
          }
          GemmOptions product = PLAIN.withAlpha(alpha);
          Tensor bounded = batch.gemm(b, product.withActivation(activation));
          assertThat(bounded).isEqualTo(after(activation, batch.gemm(b, product)));
          bounded = a.gemm(b, product.withActivation(activation));
          assertThat(bounded).isEqualTo(after(activation, a.gemm(b, product)));
        }
      }
    }
    Tensor x = normal(20, 20);
    for (GemmAlgorithm algorithm : GemmAlgorithm.values()) {
      GemmOptions pinned = PLAIN.withAlgorithm(algorithm);
      Tensor bounded = x.gemm(x, pinned.withActivation(activation));
      assertThat(bounded).isEqualTo(after(activation, x.gemm(x, pinned)));
    }
  }

  /// A row is added where the sums begin and a matrix where they end.
  @Test
  void whatIsAddedInTheKernelIsTheSum() {
    for (int n : new int[] {1, 2, 40, 200}) {
      Tensor a = normal(n, 31);
      Tensor b = normal(31, 65);
      Tensor row = normal(65);
      Tensor matrix = normal(65, n).transpose();
      GemmOptions sum = PLAIN.withBeta(1);
      assertThat(a.gemm(b, matrix, sum)).isEqualTo(a.matmul(b).add(matrix));
      assertClose(a.gemm(b, row, sum), exact(a).matmul(exact(b)).add(exact(row)));
      assertThat(a.gemm(b, row, sum)).isEqualTo(a.linear(b.transpose(), row));
      assertThat(a.gemm(b, exact(row), sum)).isEqualTo(exact(a.matmul(b)).add(exact(row)));
    }
  }

  @Test
  void whatIsNoNumberStaysSo() {
    Tensor nan = Tensors.full(Shape.of(3, 3), Double.NaN);
    GemmOptions relu6 = PLAIN.withActivation(GemmActivation.RELU6);
    assertThat(nan.gemm(nan, relu6).toFloatArray()).containsOnly(Float.NaN);
  }

  @Test
  void whatHasTheFactorZeroIsNotRead() {
    Tensor nan = Tensors.full(Shape.of(2, 2), Double.NaN);
    Tensor one = Tensors.eye(2);
    assertThat(one.gemm(one, nan, PLAIN)).isEqualTo(one);
    assertThat(nan.gemm(nan, one, PLAIN.withAlpha(0).withBeta(2))).isEqualTo(one.multiply(2));
    assertThat(nan.gemm(one, PLAIN).toFloatArray()).containsOnly(Float.NaN);
  }

  @Test
  void withTheDefaultsItIsMatmul() {
    Tensor a = normal(20, 30);
    Tensor b = normal(30, 40);
    assertThat(a.gemm(b, PLAIN)).isEqualTo(a.matmul(b));
    assertThat(a.gemm(b, PLAIN.withAlgorithm(GemmAlgorithm.PACKED))).isEqualTo(a.matmul(b));
  }

  @Test
  void typesArePromotedAndEmptySizesGiveTheRest() {
    Tensor a = normal(3, 4);
    Tensor wide = a.gemm(a.to(DType.FLOAT64), PLAIN.withTransposeRight(true));
    assertThat(wide.dtype()).isEqualTo(DType.FLOAT64);
    GemmOptions naive = PLAIN.withAlgorithm(GemmAlgorithm.NAIVE);
    assertThat(exact(a).gemm(exact(a), naive.withTransposeRight(true))).isEqualTo(wide);
    for (GemmAlgorithm algorithm : GemmAlgorithm.values()) {
      GemmOptions options = PLAIN.withAlgorithm(algorithm).withBeta(1);
      assertThat(Tensor.zeros(3, 0).gemm(Tensor.zeros(0, 4), a, options)).isEqualTo(a);
      assertThat(Tensor.zeros(0, 3).gemm(a, options.withBeta(0)).shape()).isEqualTo(Shape.of(0, 4));
    }
  }

  @Test
  void labelsAreWhatTheCommandLineTakes() {
    assertThat(GemmAlgorithm.VECTORIZED.label()).isEqualTo("vectorized");
    assertThat(GemmAlgorithm.AUTO.isAvailable()).isTrue();
    for (Rung rung : Rung.values()) {
      assertThat(GemmAlgorithm.valueOf(rung.name()).label()).isEqualTo(rung.label());
    }
    assertThat(GemmAlgorithm.values()).hasSize(Rung.values().length + 1);
  }
}

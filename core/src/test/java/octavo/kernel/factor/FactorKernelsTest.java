package octavo.kernel.factor;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.kernel.AnyThreads;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Factors and solutions against products of matrices.
class FactorKernelsTest {
  private static Tensor definite(int n, DType type) {
    Tensor x = RandomTensors.normal(type, Rng.of(n), 0, 1, 5, n, n);
    return x.matmul(x.transpose()).add(Tensors.eye(n).to(type));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 33})
  void theFactorTimesItsTransposeIsTheMatrix(int n) {
    for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor x = definite(n, type);
      Tensor l = x.cholesky();
      double tolerance = type == DType.FLOAT64 ? 1e-12 : 1e-5;
      assertThat(l.matmul(l.transpose()).allClose(x, tolerance, tolerance * n)).isTrue();
      for (int i = 0; i < n; i++) {
        assertThat(l.get(1, i, i)).isPositive();
        for (int j = i + 1; j < n; j++) {
          assertThat(l.get(1, i, j)).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 33})
  void solutionsSolve(int n) {
    Tensor l = definite(n, DType.FLOAT64).cholesky();
    Tensor b = RandomTensors.normal(DType.FLOAT64, Rng.of(3), 0, 1, 5, n, 4);
    assertThat(l.matmul(l.solveLower(b)).allClose(b, 1e-10, 1e-10)).isTrue();
    Tensor upper = l.transpose();
    assertThat(upper.matmul(upper.solveUpper(b)).allClose(b, 1e-10, 1e-10)).isTrue();
  }

  /// The other triangle is not read, views need not be contiguous, and empty batches are fine.
  @ParameterizedTest
  @ValueSource(ints = {3, 6})
  void readsOneTriangle(int n) {
    Tensor x = definite(n, DType.FLOAT64);
    Tensor full = x.cholesky();
    Tensor nonsense =
        x.add(full.transpose().subtract(full.multiply(Tensors.eye(n).to(DType.FLOAT64))));
    assertThat(nonsense.cholesky()).isEqualTo(full);
    Tensor b = RandomTensors.normal(DType.FLOAT64, Rng.of(3), 0, 1, 5, 2, n).transpose();
    assertThat(x.solveLower(b)).isEqualTo(lower(x).solveLower(b.contiguous()));
    assertThat(Tensors.zeros(DType.FLOAT64, 0, n, n).cholesky().elements()).isZero();
    assertThat(x.narrow(0, 0, 0).solveUpper(b.narrow(0, 0, 0)).elements()).isZero();
  }

  private static Tensor lower(Tensor x) {
    int n = x.size(-1);
    Tensor i = Tensors.arange(n).unsqueeze(1);
    return x.multiply(i.greaterEqual(Tensors.arange(n).unsqueeze(0)).to(x.dtype()));
  }

  @ParameterizedTest
  @ValueSource(ints = {20})
  void theSameBitsForEveryNumberOfThreads(int n) {
    AnyThreads.same(() -> definite(n, DType.FLOAT32).cholesky());
  }
}

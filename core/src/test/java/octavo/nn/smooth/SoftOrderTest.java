package octavo.nn.smooth;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Places, ranks and orders: bounds, limits and invariances.
class SoftOrderTest {
  private static final int N = 7;
  private static final Tensor X = normal(1, 20, N);
  private static final double[] TEMPERATURES = {5, 1, 0.1, 0.01};

  private static Tensor normal(int seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(seed), 0, 1, shape);
  }

  private static void close(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.to(DType.FLOAT64).allClose(expected.to(DType.FLOAT64), 0, tolerance))
        .as("%s%n%s", found, expected)
        .isTrue();
  }

  private static void atMost(Tensor found, Tensor bound) {
    assertThat(found.lessEqual(bound.add(1e-13)).all().item()).as("%s ≤ %s", found, bound).isOne();
  }

  private static Tensor ranks(Tensor x) {
    return x.sort(-1).indices().sort(-1).indices().to(DType.FLOAT64);
  }

  @Test
  void argmaxKeepsItsBounds() {
    Tensor sorted = X.sortDescending(1).values();
    Tensor gap = sorted.narrow(1, 0, 1).subtract(sorted.narrow(1, 1, 1)).flatten();
    Tensor hard = Tensors.oneHot(X.argMax(1), N);
    for (double t : TEMPERATURES) {
      Tensor off = gap.multiply(-1 / t).exp().multiply(N - 1);
      atMost(SoftArgmax.oneHot(X, t, 1).subtract(hard).abs().sum(1), off.multiply(2));
      Tensor index = SoftArgmax.index(X, t, 1);
      atMost(index.subtract(X.argMax(1)).abs(), off.multiply(N - 1));
    }
    close(SoftArgmax.oneHot(X, 1e-5, 1), hard, 0);
    close(SoftArgmax.index(X, 1e-5, 1), X.argMax(1), 0);
    close(SoftArgmax.index(X.transpose(), 1e-5, 0), X.argMax(1), 0);
    Tensor tie = Tensors.of(new double[] {0, 3, 1, 3}, 4);
    close(SoftArgmax.oneHot(tie, 1e-3, 0), Tensor.of(0, 0.5f, 0, 0.5f), 0);
    close(SoftArgmax.index(tie, 1e-3, 0), Tensor.scalar(2), 0);
  }

  @Test
  void rankKeepsItsBoundAndSharesTies() {
    Tensor sorted = X.sort(1).values();
    Tensor gap = sorted.narrow(1, 1, N - 1).subtract(sorted.narrow(1, 0, N - 1)).min(1);
    for (double t : TEMPERATURES) {
      Tensor off = gap.multiply(-1 / t).sigmoid().multiply(N - 1);
      Tensor found = SoftRank.of(X, t, 1);
      atMost(found.subtract(ranks(X)).abs().max(1), off);
      // every pair is shared out
      close(
          found.sum(1),
          Tensors.full(DType.FLOAT64, found.sum(1).shape(), N * (N - 1) / 2.0),
          1e-12);
    }
    close(SoftRank.of(X, 1e-6, 1), ranks(X), 0);
    close(SoftRank.of(X.transpose(), 1e-6, 0), ranks(X).transpose(), 0);
    close(SoftRank.of(X.negate(), 0.3, 1), SoftRank.of(X, 0.3, 1).negate().add(N - 1), 1e-12);
    Tensor tie = Tensors.of(new double[] {5, 1, 5, 9}, 4);
    close(SoftRank.of(tie, 1e-6, 0), Tensor.of(1.5f, 0, 1.5f, 3), 0);
  }

  @Test
  void softSortKeepsItsBound() {
    Tensor sorted = X.sort(1).values();
    for (double t : TEMPERATURES) {
      Tensor off = SoftSort.softSort(t).sort(X, 1).subtract(sorted).abs();
      assertThat(off.max().item()).isLessThanOrEqualTo((N - 1) * t / Math.E);
    }
  }

  @Test
  void bothSortInTheLimit() {
    for (SoftSort up : new SoftSort[] {SoftSort.softSort(1e-6), SoftSort.neuralSort(1e-6)}) {
      SoftSort down = up.withDescending();
      close(up.sort(X, 1), X.sort(1).values(), 1e-12);
      close(down.sort(X, 1), X.sortDescending(1).values(), 1e-12);
      close(up.sort(X, 0), X.sort(0).values(), 1e-12);
      close(up.permutation(X, 1), Tensors.oneHot(X.sort(1).indices(), N), 1e-12);
      close(down.permutation(X, -1), Tensors.oneHot(X.sortDescending(1).indices(), N), 1e-12);
    }
  }

  @Test
  void rowsAreShares() {
    for (SoftSort sort : new SoftSort[] {SoftSort.softSort(0.7), SoftSort.neuralSort(0.7)}) {
      Tensor p = sort.permutation(X, 1);
      assertThat(p.shape().toArray()).containsExactly(20, N, N);
      assertThat(p.min().item()).isNotNegative();
      close(p.sum(2), Tensor.ones(20, N), 1e-14);
      close(sort.withDescending().permutation(X, 1), p.flip(1), 1e-14);
      close(sort.sort(X.add(100), 1), sort.sort(X, 1).add(100), 1e-11);
      // the row's largest share is that of the element that belongs there
      close(p.argMax(2), X.sort(1).indices(), 0);
    }
  }

  @Test
  void neuralSortFollowsItsDefinition() {
    Tensor s = normal(3, 5);
    double t = 0.8;
    double[] x = s.toDoubleArray();
    Tensor p = SoftSort.neuralSort(t).withDescending().permutation(s, 0);
    for (int i = 1; i <= 5; i++) {
      double[] row = new double[5];
      double sum = 0;
      for (int j = 0; j < 5; j++) {
        double apart = 0;
        for (int k = 0; k < 5; k++) {
          apart += Math.abs(x[j] - x[k]);
        }
        row[j] = Math.exp(((5 + 1 - 2 * i) * x[j] - apart) / t);
        sum += row[j];
      }
      for (int j = 0; j < 5; j++) {
        assertThat(p.get(i - 1, j) - row[j] / sum).isBetween(-1e-14, 1e-14);
      }
    }
  }

  @Test
  void oneNumberAndNoneAreInOrder() {
    Tensor one = Tensors.of(new double[] {3}, 1);
    Tensor none = Tensor.zeros(2, 0);
    for (SoftSort sort : new SoftSort[] {SoftSort.softSort(1), SoftSort.neuralSort(1)}) {
      close(sort.sort(one, 0), one, 0);
      assertThat(sort.sort(none, 1).shape().toArray()).containsExactly(2, 0);
      assertThat(sort.permutation(none, 1).shape().toArray()).containsExactly(2, 0, 0);
    }
    close(SoftRank.of(one, 1, 0), Tensor.of(0f), 0);
    assertThat(SoftRank.of(none, 1, 1).shape().toArray()).containsExactly(2, 0);
    assertThat(SoftArgmax.oneHot(none, 1, 1).shape().toArray()).containsExactly(2, 0);
  }
}

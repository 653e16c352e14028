package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
  private static double[][] symmetric(int n, long seed) {
    Random random = new Random(seed);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = random.nextGaussian();
        a[j][i] = a[i][j];
      }
    }
    return a;
  }

  /// `A·v = λ·v`, vectors at right angles and of length 1, values ascending.
  private static void check(double[][] a) {
    int n = a.length;
    double size = 0;
    for (double[] row : a) {
      for (double x : row) {
        size = Math.max(size, Math.abs(x));
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(a);
    double tolerance = 1e-14 * n * Math.max(size, 1e-300) + 1e-300;
    for (int k = 0; k < n; k++) {
      double[] v = eigen.vectors()[k];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += a[i][j] * v[j];
        }
        assertThat(sum).isCloseTo(eigen.values()[k] * v[i], Offset.offset(10 * tolerance));
      }
      for (int other = 0; other <= k; other++) {
        double dot = 0;
        for (int i = 0; i < n; i++) {
          dot += v[i] * eigen.vectors()[other][i];
        }
        assertThat(dot).isCloseTo(k == other ? 1 : 0, Offset.offset(1e-13 * n));
      }
      if (k > 0) {
        assertThat(eigen.values()[k]).isGreaterThanOrEqualTo(eigen.values()[k - 1]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 16, 61})
  void ofRandomMatrices(int n) {
    check(symmetric(n, n));
  }

  @Test
  void ofMatricesThatAreDiagonalOrOfLowRankOrOfManySizes() {
    double[][] diagonal = new double[5][5];
    double[][] rankOne = new double[6][6];
    double[][] graded = symmetric(8, 3);
    for (int i = 0; i < 5; i++) {
      diagonal[i][i] = i % 2;
    }
    for (int i = 0; i < 36; i++) {
      rankOne[i / 6][i % 6] = (i / 6 + 1) * (i % 6 + 1);
    }
    for (int i = 0; i < 64; i++) {
      graded[i / 8][i % 8] *= Math.pow(10, -(i / 8) - (i % 8));
    }
    check(diagonal);
    check(new double[4][4]);
    check(rankOne);
    check(graded);
    assertThat(SymmetricEigen.of(rankOne).values()[5]).isCloseTo(91, Offset.offset(1e-12));
  }

  @Test
  void rootsMultiplyToTheMatrix() {
    int n = 20;
    double[][] half = symmetric(n, 9);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          a[i][j] += half[i][k] * half[j][k];
        }
        a[i][j] += i == j ? 0.1 : 0;
      }
    }
    double[] r = SymmetricEigen.of(a).power(-0.25, 0);
    double[] product = flat(a);
    for (int times = 0; times < 4; times++) {
      product = times(r, product, n);
    }
    for (int i = 0; i < n * n; i++) {
      assertThat(product[i]).isCloseTo(i % (n + 1) == 0 ? 1 : 0, Offset.offset(1e-10));
    }
  }

  private static double[] flat(double[][] rows) {
    int n = rows.length;
    double[] all = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(rows[i], 0, all, i * n, n);
    }
    return all;
  }

  private static double[] times(double[] a, double[] b, int n) {
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * n + k] * b[k * n + j];
        }
      }
    }
    return c;
  }

  @Test
  void ofWhatIsNotFiniteThereIsNone() {
    double[][] a = symmetric(3, 1);
    a[2][1] = Double.NaN;
    assertThat(SymmetricEigen.of(a).values()).containsOnly(Double.NaN);
    assertThat(SymmetricEigen.of(a).power(-0.5, 1e-3)).containsOnly(Double.NaN);
  }
}

package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The schemes of one axis against the definition.
class PairSchemeTest {
  /// Results `0 … count` by the scheme.
  private static double[] results(PairScheme scheme, double[] x, double[] w, int count) {
    double[] y = new double[count];
    for (int tile = 0; tile < scheme.tiles(count); tile++) {
      double[] sums = new double[scheme.sums()];
      for (PairScheme.Product product : scheme.products()) {
        PairScheme.Form form = scheme.forms().get(product.form());
        int first = (tile + product.later()) * scheme.period();
        double number = x[first + form.first()] + form.sign() * x[first + form.second()];
        double weight = 0;
        for (int v = 0; v < w.length; v++) {
          weight += product.weights()[v] * w[v];
        }
        sums[product.sum()] += number * weight;
      }
      for (int i = 0; i < scheme.outputs() && tile * scheme.outputs() + i < count; i++) {
        for (int s = 0; s < sums.length; s++) {
          y[tile * scheme.outputs() + i] += scheme.sign(i, s) * sums[s];
        }
      }
    }
    return y;
  }

  @Test
  void everySchemeIsTheConvolution() {
    Random r = new Random(1);
    for (int kernel = 1; kernel <= 11; kernel++) {
      for (int stride = 1; stride <= 4; stride++) {
        for (int dilation = 1; dilation <= 3; dilation++) {
          PairScheme scheme = PairScheme.of(kernel, stride, dilation);
          double[] x = r.doubles(100, -1, 1).toArray();
          double[] w = r.doubles(kernel, -1, 1).toArray();
          double[] found = results(scheme, x, w, 5);
          for (int i = 0; i < found.length; i++) {
            double expected = 0;
            for (int v = 0; v < kernel; v++) {
              expected += w[v] * x[i * stride + v * dilation];
            }
            assertThat(found[i])
                .as("result %d of %d taps, stride %d, dilation %d", i, kernel, stride, dilation)
                .isCloseTo(expected, Offset.offset(1e-12));
          }
        }
      }
    }
  }

  /// Two results of three taps by four products, of five by seven, of seven by ten; of a stride of 2 three
  /// taps by five.
  @Test
  void pairsTakeFewerProducts() {
    assertThat(PairScheme.of(3, 1, 1).products()).hasSize(4);
    assertThat(PairScheme.of(5, 1, 1).products()).hasSize(7);
    assertThat(PairScheme.of(7, 1, 1).products()).hasSize(10);
    assertThat(PairScheme.of(3, 2, 1).products()).hasSize(5);
    assertThat(PairScheme.of(5, 2, 1).products()).hasSize(7);
    assertThat(PairScheme.of(3, 1, 2).outputs()).isEqualTo(1);
    assertThat(PairScheme.of(3, 3, 1).outputs()).isEqualTo(1);
  }

  /// The start is a sum that every result takes once, or a bias would not be added.
  @Test
  void everyResultTakesTheStartOnce() {
    for (int kernel = 1; kernel <= 9; kernel++) {
      for (int stride = 1; stride <= 4; stride++) {
        PairScheme scheme = PairScheme.of(kernel, stride, 1);
        for (int i = 0; i < scheme.outputs(); i++) {
          assertThat(scheme.sign(i, scheme.start())).isEqualTo(1);
        }
      }
    }
  }
}

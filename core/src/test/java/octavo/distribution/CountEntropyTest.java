package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Entropies of counts against sums over all counts in double, whose probabilities come from their ratios and not from
/// gamma functions.
class CountEntropyTest {
  /// The entropy of probabilities `p(k + 1)/p(k) = ratio(k)`, which need not be normalized.
  private static double entropy(int from, int to, Ratio ratio) {
    double logarithm = 0;
    double largest = 0;
    double[] logarithms = new double[to - from + 1];
    for (int k = from; k < to; k++) {
      logarithm += Math.log(ratio.at(k));
      logarithms[k + 1 - from] = logarithm;
      largest = Math.max(largest, logarithm);
    }
    double total = 0;
    double mean = 0;
    for (double x : logarithms) {
      double p = Math.exp(x - largest);
      total += p;
      mean += p == 0 ? 0 : p * (x - largest);
    }
    return Math.log(total) - mean / total;
  }

  private interface Ratio {
    double at(int k);
  }

  private static Tensor numbers(double... x) {
    return Tensors.of(x, x.length);
  }

  private static void compare(HasEntropy d, double... expected) {
    double[] found = d.entropy().toDoubleArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("%s at %d", d, i).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void poisson() {
    double[] rates = {1e-8, 0.3, 1, 12.5, 63, 64, 200, 1e4, 1e6};
    double[] expected = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      double r = rates[i];
      int from = (int) Math.max(0, r - 20 * Math.sqrt(r));
      expected[i] = entropy(from, (int) (r + 20 * Math.sqrt(r) + 60), k -> r / (k + 1));
    }
    compare(Poisson.of(numbers(rates)), expected);
    assertThat(Poisson.of(0).entropy().item()).isZero();
    assertThat(Poisson.of(3).entropy().dtype()).isEqualTo(DType.FLOAT32);
    // ½·ln(2πe·r) - 1/12r: no term of the sum is in reach of a loop here
    double large = 0.5 * Math.log(2 * Math.PI * Math.E * 1e8) - 1 / 12e8;
    assertThat(Poisson.of(numbers(1e8)).entropy().item()).isCloseTo(large, within(1e-7));
  }

  @Test
  void binomial() {
    double[] counts = {0, 1, 7, 100, 300, 5000, 1_000_000, 1_000_000};
    double[] chances = {0.3, 0.5, 0.9, 0.01, 0.5, 0.999, 0.2, 1e-6};
    double[] expected = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double n = counts[i];
      double odds = chances[i] / (1 - chances[i]);
      expected[i] = entropy(0, (int) n, k -> (n - k) / (k + 1) * odds);
    }
    compare(Binomial.ofProbs(numbers(counts), numbers(chances)), expected);
    assertThat(Binomial.ofProbs(5, 0).entropy().item()).isCloseTo(0, within(1e-7));
    assertThat(Binomial.ofProbs(5, 1).entropy().item()).isCloseTo(0, within(1e-7));
  }

  @Test
  void negativeBinomial() {
    double[] counts = {0.01, 0.5, 1, 7.5, 63, 64, 64, 500, 20};
    double[] chances = {0.9, 0.3, 0.5, 0.99, 0.6, 0.4, 0.7, 0.99, 1e-3};
    double[] expected = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double r = counts[i];
      double p = chances[i];
      expected[i] = entropy(0, 400_000, k -> (k + r) / (k + 1) * p);
    }
    compare(NegativeBinomial.ofProbs(numbers(counts), numbers(chances)), expected);
  }

  /// One failure: the geometric distribution, whose entropy is closed.
  @Test
  void oneFailureIsGeometric() {
    Tensor p = numbers(0.2, 0.7, 0.98);
    Tensor stop = p.negate().add(1);
    assertThat(
            NegativeBinomial.ofProbs(numbers(1, 1, 1), p)
                .entropy()
                .allClose(Geometric.ofProbs(stop).entropy(), 1e-11, 1e-11))
        .isTrue();
  }

  /// Central differences of the entropy itself.
  @Test
  void hasGradients() {
    double h = 1e-4;
    List<Tensor> starts = List.of(numbers(0.7, 15, 300), numbers(0.4, -1, 1.5));
    for (int which = 0; which < 4; which++) {
      int family = which;
      Tensor x = starts.get(which == 0 || which == 2 ? 0 : 1).tracked();
      Tensor slope = of(family, x).sum().gradients().of(x);
      Tensor up = of(family, x.stopGradient().add(h));
      Tensor down = of(family, x.stopGradient().subtract(h));
      Tensor expected = up.subtract(down).divide(2 * h);
      assertThat(slope.allClose(expected, 1e-5, 1e-7)).as("%s %s", slope, expected).isTrue();
    }
  }

  private static Tensor of(int family, Tensor x) {
    return switch (family) {
      case 0 -> Poisson.of(x).entropy();
      case 1 -> Binomial.ofLogits(numbers(3, 40, 900), x).entropy();
      case 2 -> NegativeBinomial.ofLogits(x, numbers(0.5, 0.5, 0.5)).entropy();
      default -> NegativeBinomial.ofLogits(numbers(3, 40, 900), x).entropy();
    };
  }

  @Test
  void batchesBroadcast() {
    Tensor n = Tensors.of(new double[] {3, 50}, 2, 1);
    Tensor p = numbers(0.1, 0.5, 0.9);
    Tensor all = Binomial.ofProbs(n, p).entropy();
    assertThat(all.shape().toArray()).containsExactly(2, 3);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        double one = Binomial.ofProbs(numbers(n.get(i, 0)), numbers(p.get(j))).entropy().item();
        assertThat(all.get(i, j)).isCloseTo(one, within(1e-12));
      }
    }
  }

  @Test
  void tooManyTermsAreRefused() {
    NegativeBinomial d = NegativeBinomial.ofLogits(numbers(2), numbers(30));
    assertThatThrownBy(d::entropy)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "entropy: the sum must have at most 8388608 terms, but NegativeBinomial of the batch [1] has ")
        .hasMessageEndingWith("Estimate it: -logProb(sample(rng, n)).mean(0).");
  }
}

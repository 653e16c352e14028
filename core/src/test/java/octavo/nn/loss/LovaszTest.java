package octavo.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.nn.metric.BinaryCounts;
import octavo.nn.metric.ConfusionMatrix;
import octavo.nn.metric.LabelCounts;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// The Lovász extension against its definitions, by enumeration.
class LovaszTest {
  private static Tensor normal(int seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(seed), 0, 1, shape);
  }

  /// The Jaccard loss of the set of wrong pixels whose bits are set in `wrong`.
  private static double jaccard(double[] truths, int wrong) {
    double kept = 0;
    double union = 0;
    for (int i = 0; i < truths.length; i++) {
      boolean isWrong = (wrong >> i & 1) == 1;
      kept += truths[i] == 1 && !isWrong ? 1 : 0;
      union += truths[i] == 1 || isWrong ? 1 : 0;
    }
    return union == 0 ? 0 : 1 - kept / union;
  }

  /// The largest of `Σᵢ e_π(i)·(Δ(π₁…πᵢ) - Δ(π₁…πᵢ₋₁))` over all orders π: of a submodular function this is
  /// its Lovász extension, with no sorting (Edmonds, 1970).
  private static double largest(double[] errors, double[] truths, int taken, double sum) {
    double best = taken == (1 << errors.length) - 1 ? sum : Double.NEGATIVE_INFINITY;
    for (int i = 0; i < errors.length; i++) {
      if ((taken >> i & 1) == 0) {
        int next = taken | 1 << i;
        double slope = jaccard(truths, next) - jaccard(truths, taken);
        best = Math.max(best, largest(errors, truths, next, sum + errors[i] * slope));
      }
    }
    return best;
  }

  /// `∫ Δ({i : eᵢ ≥ θ}) dθ` from 0 (Choquet), for errors of 0 and more.
  private static double integral(double[] errors, double[] truths) {
    double[] steps = Tensors.of(errors.clone(), errors.length).sort(0).values().toDoubleArray();
    double sum = 0;
    double from = 0;
    for (double to : steps) {
      int wrong = 0;
      for (int i = 0; i < errors.length; i++) {
        wrong |= errors[i] >= to ? 1 << i : 0;
      }
      sum += (to - from) * jaccard(truths, wrong);
      from = to;
    }
    return sum;
  }

  @Test
  void theHingeIsItsDefinitionForAllTruths() {
    for (int n = 1; n <= 5; n++) {
      for (int bits = 0; bits < 1 << n; bits++) {
        double[] truths = new double[n];
        double[] errors = new double[n];
        Tensor logits = normal(10 * n + bits, n);
        for (int i = 0; i < n; i++) {
          truths[i] = bits >> i & 1;
          errors[i] = Math.max(0, 1 - (2 * truths[i] - 1) * logits.get(i));
        }
        double found = LovaszHinge.ofBatch().of(logits, Tensors.of(truths, n)).item();
        assertThat(found).isCloseTo(largest(errors, truths, 0, 0), within(1e-13));
        assertThat(found).isCloseTo(integral(errors, truths), within(1e-13));
        BinaryCounts hard = BinaryCounts.of(logits.greater(0), Tensors.of(truths, n));
        boolean nothing = hard.count() == hard.trueNegatives();
        assertThat(found).isGreaterThanOrEqualTo((nothing ? 0 : 1 - hard.iou()) - 1e-13);
      }
    }
  }

  @Test
  void theSoftmaxFormIsItsDefinition() {
    Tensor logits = normal(1, 2, 3, 2);
    Tensor targets = Tensors.of(new long[] {0, 2, 2, 0}, 2, 2);
    Tensor p = logits.softmax(1);
    double present = 0;
    double all = 0;
    for (int c = 0; c < 3; c++) {
      double[] truths = targets.equalTo(c).toDoubleArray();
      double[] errors = new double[4];
      for (int i = 0; i < 4; i++) {
        errors[i] = Math.abs(truths[i] - p.get(i / 2, c, i % 2));
      }
      double loss = largest(errors, truths, 0, 0);
      all += loss / 3;
      present += c == 1 ? 0 : loss / 2;
    }
    LovaszSoftmax loss = LovaszSoftmax.ofBatch();
    assertThat(loss.of(logits, targets).item()).isCloseTo(present, within(1e-13));
    assertThat(loss.withAllClasses().of(logits, targets).item()).isCloseTo(all, within(1e-13));
    double each = 0;
    for (int i = 0; i < 2; i++) {
      each += loss.of(logits.narrow(0, i, 1), targets.narrow(0, i, 1)).item() / 2;
    }
    assertThat(loss.withPerExample().of(logits, targets).item()).isCloseTo(each, within(1e-13));
  }

  @Test
  void onOneHotOutputsItIsTheHardLoss() {
    Tensor targets = RandomTensors.integers(Rng.of(2), 0, 3, 2, 4, 4);
    Tensor logits =
        Tensors.oneHot(RandomTensors.integers(Rng.of(3), 0, 3, 2, 4, 4), 3)
            .permute(0, 3, 1, 2)
            .multiply(2000);
    LabelCounts hard = ConfusionMatrix.of(logits, targets).perClass();
    double mean = (hard.label(0).iou() + hard.label(1).iou() + hard.label(2).iou()) / 3;
    assertThat(LovaszSoftmax.ofBatch().of(logits, targets).item())
        .isCloseTo(1 - mean, within(3e-7));
  }

  @Test
  void eachExampleByItself() {
    Tensor logits = normal(4, 3, 2, 2);
    Tensor targets = RandomTensors.bernoulli(Rng.of(5), 0.5, 3, 2, 2);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      Tensor one = logits.narrow(0, i, 1);
      sum += LovaszHinge.ofBatch().of(one, targets.narrow(0, i, 1)).item() / 3;
    }
    assertThat(LovaszHinge.ofBatch().withPerExample().of(logits, targets).item())
        .isCloseTo(sum, within(1e-13));
    // all right by 1 and more
    Tensor right = targets.multiply(2).subtract(1).multiply(1.5);
    assertThat(LovaszHinge.ofBatch().of(right, targets).item()).isZero();
  }
}

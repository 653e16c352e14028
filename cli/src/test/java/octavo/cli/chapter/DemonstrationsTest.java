package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.loss.CrossEntropy;
import org.junit.jupiter.api.Test;

/// What the demonstrations claim.
class DemonstrationsTest {
  /// With 4 % positives always saying no has accuracy 0.96 and F1 0.
  @Test
  void softF1FineTunesWhatCrossEntropyHasTrained() {
    FineTuning.Trained tuned = FineTuning.trained(20, 30, FineTuning::softF1);
    FineTuning.Measured first = tuned.history().get(0);
    FineTuning.Measured fourth = tuned.history().get(3);
    assertThat(fourth.crossEntropy()).isLessThan(0.5 * first.crossEntropy());
    assertThat(fourth.accuracy() - first.accuracy()).isBetween(-0.01, 0.01);
    assertThat(fourth.f1()).isLessThanOrEqualTo(first.f1());
    double unchanged = FineTuning.trained(20, 30, CrossEntropy.mean()).last().f1();
    assertThat(tuned.last().f1()).isGreaterThan(unchanged + 0.05);
  }

  /// With the rounding of numbers of float32 up to 3, and of constants in bounds given to four digits.
  @Test
  void standInsKeepTheirBounds() {
    assertThat(Surrogates.rows())
        .hasSize(23)
        .allSatisfy(row -> {
          assertThat(row.distance())
              .as(row.smooth())
              .isLessThanOrEqualTo(row.bound() * 1.001 + 1e-6);
        });
  }
}

package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
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

  /// Momentum is ahead in a long valley, what divides by the size of the gradient leaves a saddle point
  /// first, and L-BFGS needs few steps.
  @Test
  void optimizersRaceAsThePageSays() {
    Race valley = new Race(Surface.VALLEY, 60);
    Race.Run plain = valley.best(racer("SGD"));
    assertThat(plain.below(0.01)).isNegative();
    assertThat(valley.best(racer("momentum")).below(0.01)).isPositive();
    assertThat(new Race(Surface.BEALE, 40).run(racer("L-BFGS"), 0.01).below(0.01)).isBetween(1, 30);
    Race saddle = new Race(Surface.SADDLE, 80);
    int adam = saddle.run(racer("Adam"), 0.05).below(-1);
    assertThat(adam).isPositive().isLessThan(saddle.run(racer("SGD"), 0.05).below(-1));
  }

  private static Racer racer(String name) {
    return Stream.concat(Racer.article().stream(), Racer.later().stream())
        .filter(racer -> racer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

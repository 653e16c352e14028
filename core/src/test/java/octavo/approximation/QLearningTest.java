package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;

/// Q-learning is the vector form of Dvoretzky's process for `Δ = Q − Q*`, where one entry moves at a time and
/// the noise `r + γ·max Q(s', ·) − Q*(s, a)` contracts in the mean by the discount γ.
///
/// A grid of 3 by 3: four ways to go, of which one in five goes astray; 1 for each step that begins in the
/// last corner.
class QLearningTest {
  private static final int SIDE = 3;
  private static final int STATES = SIDE * SIDE;
  private static final int WAYS = 4;
  private static final double DISCOUNT = 0.6;
  private static final double ASTRAY = 0.2;
  private static final double[] BEST = best();

  private static int moved(int state, int way) {
    int row = state / SIDE + new int[] {-1, 1, 0, 0}[way];
    int column = state % SIDE + new int[] {0, 0, -1, 1}[way];
    boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
    return inside ? row * SIDE + column : state;
  }

  private static double reward(int state) {
    return state == STATES - 1 ? 1 : 0;
  }

  private static double largest(double[] q, int state) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int way = 0; way < WAYS; way++) {
      largest = Math.max(largest, q[state * WAYS + way]);
    }
    return largest;
  }

  /// `Q*`, by iterating Bellman's equation.
  private static double[] best() {
    double[] q = new double[STATES * WAYS];
    for (int turn = 0; turn < 200; turn++) {
      double[] next = new double[q.length];
      for (int i = 0; i < q.length; i++) {
        double mean = (1 - ASTRAY) * largest(q, moved(i / WAYS, i % WAYS));
        for (int way = 0; way < WAYS; way++) {
          mean += ASTRAY / WAYS * largest(q, moved(i / WAYS, way));
        }
        next[i] = reward(i / WAYS) + DISCOUNT * mean;
      }
      q = next;
    }
    return q;
  }

  private static double noise(double[] delta, int i, Rng rng) {
    int way = rng.nextDouble() < ASTRAY ? rng.nextInt(WAYS) : i % WAYS;
    int next = moved(i / WAYS, way);
    double largest = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < WAYS; a++) {
      int j = next * WAYS + a;
      largest = Math.max(largest, BEST[j] + delta[j]);
    }
    return reward(i / WAYS) + DISCOUNT * largest - BEST[i];
  }

  private static final VectorDvoretzky LEARNING =
      VectorDvoretzky.of(
              StepRule.power(1, 0.7), StepRule.power(1, 0.7), DISCOUNT, QLearningTest::noise)
          .withSelection((k, rng) -> rng.nextInt(STATES * WAYS));

  private static double[] fromNothing() {
    double[] delta = new double[BEST.length];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = -BEST[i];
    }
    return delta;
  }

  @Test
  void theTableIsLearned() {
    assertThat(BEST[(STATES - 1) * WAYS + 1]).as("stay in the corner").isBetween(2.0, 2.5);
    Trajectory run =
        LEARNING
            .withOptions(RunOptions.DEFAULT.withEvery(1000))
            .simulate(fromNothing(), 200_000, Rng.of(1));
    assertThat(Vectors.maxAbs(run.at(1))).isGreaterThan(2);
    assertThat(Vectors.maxAbs(run.last())).isLessThan(0.1);
  }

  /// The mean contracts at any point, by the discount at most.
  @Test
  void theNoiseContractsByTheDiscount() {
    Rng rng = Rng.of(3);
    for (int trial = 0; trial < 5; trial++) {
      double[] delta = new double[BEST.length];
      for (int i = 0; i < delta.length; i++) {
        delta[i] = 3 * rng.nextGaussian();
      }
      VectorDvoretzky.Contraction found = LEARNING.contraction(delta, 2000, rng);
      assertThat(found.ratio()).isLessThan(DISCOUNT + 4 * found.standardError());
      assertThat(found.variance()).isLessThan(1);
    }
    double[] same = new double[BEST.length];
    Arrays.fill(same, 7);
    assertThat(LEARNING.contraction(same, 2000, rng).ratio()).isCloseTo(DISCOUNT, within(0.05));
  }
}

package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.random.Rng;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  @Test
  void pointsInsideStay() {
    double[] w = {0.5, -0.25};
    for (Projection set :
        new Projection[] {
          Projection.none(),
          Projection.interval(-1, 1),
          Projection.box(new double[] {0, -1}, new double[] {1, 0}),
          Projection.ball(new double[] {0, 0}, 1)
        }) {
      assertThat(set.apply(w)).as(set.toString()).containsExactly(w).isNotSameAs(w);
    }
  }

  @Test
  void pointsOutsideGoToTheNearest() {
    assertThat(Projection.interval(-1, 1).apply(new double[] {3, -2, 0.5}))
        .containsExactly(1, -1, 0.5);
    assertThat(
            Projection.box(new double[] {0, -1}, new double[] {1, 0}).apply(new double[] {-4, 7}))
        .containsExactly(0, 0);
    assertThat(Projection.ball(new double[] {1, 1}, 5).apply(new double[] {7, 9}))
        .containsExactly(new double[] {4, 5}, within(1e-12));
  }

  /// Squares of these numbers would be infinite.
  @Test
  void largeNumbersDoNotOverflow() {
    assertThat(Projection.ball(new double[] {0, 0}, 5).apply(new double[] {3e200, 4e200}))
        .containsExactly(new double[] {3, 4}, within(1e-12));
  }

  /// What a run ends with is where the next may start.
  @Test
  void aProjectedPointStays() {
    Rng rng = Rng.of(4);
    for (int i = 0; i < 2000; i++) {
      double far = Math.pow(10, i % 20);
      double[] center = {far * rng.nextGaussian(), rng.nextGaussian(), rng.nextGaussian()};
      Projection ball = Projection.ball(center, 0.7);
      double[] w = {center[0] + 5 * rng.nextGaussian(), rng.nextGaussian(), 9};
      double[] inside = ball.apply(w);
      assertThat(ball.apply(inside)).containsExactly(inside);
      if (i % 20 == 0) {
        assertThat(Vectors.distance(inside, center)).isCloseTo(0.7, within(1e-14));
      }
    }
    Projection positive = Projection.interval(0, 1);
    assertThat(
            RobbinsMonro.ofScalar((w, r) -> 0, StepRule.harmonic())
                .withProjection(positive)
                .run(-0.0, 1, rng)
                .root())
        .isZero();
  }

  @Test
  void setsKeepTheirOwnNumbers() {
    double[] low = {0};
    Projection box = Projection.box(low, new double[] {1});
    low[0] = 0.5;
    assertThat(box.apply(new double[] {0.25})).containsExactly(0.25);
  }
}

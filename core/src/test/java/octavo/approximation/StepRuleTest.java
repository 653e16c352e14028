package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.approximation.Decision.Answer;
import org.junit.jupiter.api.Test;

class StepRuleTest {
  private static void decides(StepRule rule, Answer sum, Answer squares, Answer both) {
    assertThat(rule.sumIsInfinite().answer()).as(rule + " sum").isEqualTo(sum);
    assertThat(rule.sumOfSquaresIsFinite().answer()).as(rule + " squares").isEqualTo(squares);
    assertThat(rule.conditions().all().answer()).as(rule + " both").isEqualTo(both);
    assertThat(rule.conditions().hold()).isEqualTo(both == Answer.YES);
  }

  @Test
  void lengthsAreThoseOfTheFormula() {
    assertThat(StepRule.harmonic().at(4)).isEqualTo(0.25);
    assertThat(StepRule.harmonic(3).at(4)).isEqualTo(0.75);
    assertThat(StepRule.harmonic(1, 9).at(1)).isEqualTo(0.1);
    assertThat(StepRule.power(2, 0.5).at(16)).isEqualTo(0.5);
    assertThat(new StepRule.Power(2, -0.5, 2).at(1)).isEqualTo(8);
    assertThat(StepRule.constant(0.3).at(1_000_000)).isEqualTo(0.3);
    assertThat(StepRule.custom("square", k -> k * k).at(3)).isEqualTo(9);
  }

  @Test
  void powerLawsAreDecided() {
    decides(StepRule.harmonic(), Answer.YES, Answer.YES, Answer.YES);
    decides(StepRule.harmonic(1, 9), Answer.YES, Answer.YES, Answer.YES);
    decides(StepRule.power(5, 0.51), Answer.YES, Answer.YES, Answer.YES);
    decides(StepRule.power(1, 0.5), Answer.YES, Answer.NO, Answer.NO);
    decides(StepRule.constant(0.1), Answer.YES, Answer.NO, Answer.NO);
    decides(StepRule.power(1, 0), Answer.YES, Answer.NO, Answer.NO);
    decides(StepRule.power(1, 2), Answer.NO, Answer.YES, Answer.NO);
    decides(StepRule.power(1, 1.01), Answer.NO, Answer.YES, Answer.NO);
    decides(StepRule.constant(0), Answer.NO, Answer.YES, Answer.NO);
  }

  @Test
  void theReasonIsGiven() {
    assertThat(StepRule.harmonic().conditions())
        .hasToString(
            """
            Σ a_k = ∞: yes, Σ 1/k^p is infinite for p ≤ 1 only, and here p = 1
            Σ a_k² < ∞: yes, Σ 1/k^p is finite for p > 1 only, and here p = 2\
            """);
    assertThat(StepRule.power(1, 0.4).sumOfSquaresIsFinite())
        .hasToString("Σ a_k² < ∞: no, Σ 1/k^p is finite for p > 1 only, and here p = 0.8");
    assertThat(StepRule.constant(1).sumOfSquaresIsFinite().reason())
        .isEqualTo("the terms do not even tend to 0");
    assertThat(StepRule.power(1, 0.4).conditions().all())
        .hasToString(
            "all conditions on the sequences: no, because of Σ a_k² < ∞: Σ 1/k^p is finite for p > 1 only, and here p = 0.8");
    assertThat(StepRule.harmonic().conditions().all())
        .hasToString("all conditions on the sequences: yes, each of the 2 does");
  }

  @Test
  void otherRulesAreNotDecided() {
    StepRule rule = StepRule.custom("halving", k -> Math.pow(2, -k));
    decides(rule, Answer.NOT_DECIDED, Answer.NOT_DECIDED, Answer.NOT_DECIDED);
    assertThat(rule.sumIsInfinite())
        .hasToString(
            "Σ a_k = ∞: not decided, 'halving' is not known as a power law, and no number of its values decides an infinite sum");
  }

  @Test
  void theLastPieceDecides() {
    StepRule rule =
        StepRule.constant(0.5).then(10, StepRule.harmonic(5)).then(20, StepRule.power(1, 2));
    assertThat(rule.at(1)).isEqualTo(0.5);
    assertThat(rule.at(9)).isEqualTo(0.5);
    assertThat(rule.at(10)).isEqualTo(0.5);
    assertThat(rule.at(19)).isEqualTo(5.0 / 19);
    assertThat(rule.at(20)).isEqualTo(1.0 / 400);
    decides(rule, Answer.NO, Answer.YES, Answer.NO);
    decides(
        StepRule.constant(0.5).then(100, StepRule.harmonic()), Answer.YES, Answer.YES, Answer.YES);
    assertThat(rule)
        .isEqualTo(
            new StepRule.Piecewise(
                List.of(1L, 10L, 20L),
                List.of(StepRule.constant(0.5), StepRule.harmonic(5), StepRule.power(1, 2))));
  }

  /// Both limits to `1/(2n)` and `1/n`.
  @Test
  void sumsOfTheHarmonicRule() {
    long n = 1_000_000;
    assertThat(StepRule.harmonic().partialSum(n) - Math.log(n))
        .isCloseTo(0.5772156649015329, within(1e-6));
    assertThat(StepRule.harmonic().partialSumOfSquares(n))
        .isCloseTo(Math.PI * Math.PI / 6, within(2e-6));
    assertThat(StepRule.harmonic().partialSum(n) - Math.log(n) - 0.5 / n)
        .isCloseTo(0.5772156649015329, within(1e-12));
    assertThat(StepRule.power(1, 2).partialSum(n))
        .isEqualTo(StepRule.harmonic().partialSumOfSquares(n), within(1e-12));
    assertThat(StepRule.harmonic().partialSum(0)).isZero();
  }

  @Test
  void sequencesAreCompared() {
    Tail one = Tail.of(StepRule.harmonic());
    assertThat(Tail.atMost("b ≤ a", Tail.of(StepRule.power(9, 1.5)), one).holds()).isTrue();
    assertThat(Tail.atMost("b ≤ a", Tail.of(StepRule.power(0.1, 0.5)), one).holds()).isFalse();
    assertThat(Tail.atMost("b ≤ a", Tail.of(StepRule.harmonic(2)), one).holds()).isFalse();
    assertThat(Tail.atMost("b ≤ a", one, one).holds()).isTrue();
    assertThat(Tail.atMost("b ≤ a", Tail.of(StepRule.harmonic(1, 3)), one).holds()).isTrue();
    assertThat(Tail.atMost("b ≤ a", one, Tail.of(StepRule.harmonic(1, 3))).holds()).isFalse();
    assertThat(Tail.atMost("b ≤ a", Tail.of(StepRule.constant(0)), one).holds()).isTrue();
    assertThat(Tail.atMost("b ≤ a", one, Tail.of(StepRule.constant(0))).holds()).isFalse();
    assertThat(Tail.atMost("b ≤ a", one, Tail.of(StepRule.custom("f", k -> k))).answer())
        .isEqualTo(Answer.NOT_DECIDED);
  }

  @Test
  void numbersAreWrittenShort() {
    assertThat(Tail.number(2)).isEqualTo("2");
    assertThat(Tail.number(0.5)).isEqualTo("0.5");
    assertThat(Tail.number(4.0 / 3)).isEqualTo("1.33333");
    assertThat(Tail.number(1e-9)).isEqualTo("1e-09");
  }
}

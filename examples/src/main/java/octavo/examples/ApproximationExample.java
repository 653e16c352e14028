package octavo.examples;

import octavo.approximation.AveragedRoot;
import octavo.approximation.RobbinsMonro;
import octavo.approximation.RunOptions;
import octavo.approximation.StepRule;
import octavo.approximation.Trajectory;
import octavo.random.Rng;

/// What dose works for half of those who get it? Each trial says yes or no, and the next dose follows from
/// the last answer: the root of `P(yes at dose w) − ½`, found by Robbins and Monro's method.
public final class ApproximationExample {
  /// Half of all react at this dose; the experimenter does not know it.
  static final double MEDIAN = 2.5;

  private ApproximationExample() {}

  /// One trial, less what is wanted of it on average: reacting has probability `1/(1 + exp(MEDIAN − w))`.
  private static double trial(double dose, Rng rng) {
    double chance = 1 / (1 + Math.exp(MEDIAN - dose));
    return (rng.nextDouble() < chance ? 1 : 0) - 0.5;
  }

  /// So many trials, the first at dose 0. Steps are longer than `1/k`, and doses are averaged.
  static Trajectory trials(int count, Rng rng) {
    return RobbinsMonro.ofScalar(ApproximationExample::trial, StepRule.power(4, 2.0 / 3))
        .withOptions(RunOptions.DEFAULT.withBurnIn(count / 10))
        .run(0, count, rng);
  }

  /// The interval that covers the median dose with probability 0.95, from the doses alone.
  static AveragedRoot interval(Trajectory run) {
    return AveragedRoot.batchMeans(run, 2.0 / 3, 0.95);
  }

  /// Prints the conditions on the steps, the dose that was found, and its interval.
  public static void main(String[] args) {
    System.out.println(StepRule.power(4, 2.0 / 3).conditions());
    Trajectory run = trials(5000, Rng.of(1));
    AveragedRoot found = interval(run);
    System.out.printf("last dose %.3f, mean dose %.3f%n", run.root(), run.averageRoot());
    System.out.printf("between %.3f and %.3f with probability 0.95%n", found.low(0), found.high(0));
  }
}

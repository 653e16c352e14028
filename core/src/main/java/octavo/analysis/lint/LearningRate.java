package octavo.analysis.lint;

import java.util.Set;
import octavo.optim.Optimizer;

/// A learning rate that is 0 for a whole epoch, or no rate at all. A warm-up may begin at 0.
record LearningRate() implements Rule {
  @Override
  public String name() {
    return "learning-rate";
  }

  @Override
  public String says() {
    return "the learning rate is 0, negative or no number in the next epoch";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES, Need.OPTIMIZER);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    int steps = subject.training().batches().batches();
    for (Optimizer optimizer : subject.training().optimizers()) {
      for (Optimizer.Group group : optimizer.groups()) {
        check(group, optimizer.steps(), steps, findings);
      }
    }
  }

  private static void check(Optimizer.Group group, long from, int steps, Findings findings) {
    double largest = 0;
    String at = group.parameters().keySet().stream().findFirst().orElse("");
    for (long step = from; step < from + steps; step++) {
      double rate = group.schedule().at(step);
      if (!(rate >= 0) || Double.isInfinite(rate)) {
        findings.error(
            at,
            "the learning rate of step %d is %s.".formatted(step, rate),
            rate < 0
                ? "The step goes up the gradient: the loss rises."
                : "The step makes the weights NaN.",
            "Mend the schedule: a rate is finite and not negative.");
        return;
      }
      largest = Math.max(largest, rate);
    }
    if (largest == 0) {
      findings.error(
          at,
          "the learning rate is 0 in all %d steps of the next epoch.".formatted(steps),
          "%d parameters do not move.".formatted(group.parameters().size()),
          "Give another schedule; to freeze parameters leave them out of the optimizer.");
    }
  }
}

package octavo.analysis.lint;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Parameters that are infinite or NaN, running statistics that are NaN, and such numbers in the data. A
/// buffer may hold infinities on purpose, as a mask does.
record NonFiniteNumbers() implements Rule {
  @Override
  public String name() {
    return "non-finite-numbers";
  }

  @Override
  public String says() {
    return "numbers of the network or the data are infinite or NaN";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .distinctParameters()
        .forEach(entry -> {
          Tensor x = entry.getValue().tensor();
          report(findings, entry.getKey(), x, count(x.isFinite()));
        });
    subject
        .network()
        .buffers()
        .forEach((name, buffer) -> {
          Tensor x = buffer.tensor();
          report(findings, name, x, count(x.equalTo(x)));
        });
    Tensor x = subject.sample();
    long bad = x.dtype().isFloating() ? count(x.isFinite()) : 0;
    if (bad > 0) {
      findings.error(
          "",
          "%d of the %d numbers of the input are infinite or NaN.".formatted(bad, x.elements()),
          "One such number makes the loss of the whole batch NaN, and one step with it all weights.",
          "Clean the data: drop these examples, or replace the numbers and tell the network by a mask.");
    }
  }

  /// How many are false. Nearly always none: then nothing is counted.
  private static long count(Tensor good) {
    return good.all().item() != 0 ? 0 : (long) good.logicalNot().to(DType.INT64).sum().item();
  }

  private static void report(Findings findings, String name, Tensor x, long bad) {
    if (bad > 0) {
      findings.error(
          name,
          "%d of its %d numbers are infinite or NaN.".formatted(bad, x.elements()),
          "Every output that depends on them is NaN, and so is every gradient.",
          "Go back to a checkpoint from before, with a lower learning rate or clipped gradients; of a new network look at the initializer.");
    }
  }
}

package octavo.analysis.lint;

import octavo.nn.Parameter;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// Units that begin with equal weights and get equal gradients, for a loss that weighs every output
/// differently: they stay equal. That is measured, not guessed from the weights: a last layer of zeros
/// is fine, since its units are told apart by the loss.
record EqualUnits() implements Rule {
  /// Rounding of sums of products, against the largest of the gradients.
  private static final double ROUNDING = 1e-5;

  @Override
  public String name() {
    return "equal-units";
  }

  @Override
  public String says() {
    return "all units of a layer have equal weights and equal gradients: they never become different";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .distinctParameters()
        .forEach(entry -> {
          Parameter parameter = entry.getValue();
          Tensor weight = parameter.tensor();
          Tensor slope = subject.slopes().of(parameter);
          if (weight.rank() < 2 || weight.size(0) < 2 || slope == null || !equalRows(weight, 0)) {
            return;
          }
          double largest = slope.abs().max().item();
          if (largest == 0 && becomesUnequal(parameter, subject)) {
            return;
          }
          if (equalRows(slope, ROUNDING * largest)) {
            report(findings, entry.getKey(), weight, largest == 0);
          }
        });
  }

  /// Whether the gradients are 0 only until the first step, as those of a layer whose result is multiplied
  /// by another layer's zeros (ControlNet, DiT).
  private static boolean becomesUnequal(Parameter parameter, Subject subject) {
    Tensor later = Slopes.ofOutputLater(subject).of(parameter);
    return later != null && !equalRows(later, ROUNDING * later.abs().max().item());
  }

  private static boolean equalRows(Tensor x, double tolerance) {
    Tensor rows = x.stopGradient().reshape(x.size(0), -1);
    Tensor spread = rows.max(Axes.of(0)).subtract(rows.min(Axes.of(0)));
    return spread.elements() > 0 && spread.max().item() <= tolerance;
  }

  private static void report(Findings findings, String name, Tensor weight, boolean still) {
    int units = weight.size(0);
    findings.error(
        name,
        "its %d rows %s are equal, and %s."
            .formatted(
                units,
                weight.shape(),
                still ? "their gradients are all 0" : "so are their gradients"),
        still
            ? "The layer never changes, however long it is trained."
            : "After any number of steps the %d units still do the work of one.".formatted(units),
        "Draw the weights at random, for instance with Initializer.kaimingUniform.");
  }
}

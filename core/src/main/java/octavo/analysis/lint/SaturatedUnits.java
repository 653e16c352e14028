package octavo.analysis.lint;

import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.nn.ActivationStatistics;

/// Sigmoids and hyperbolic tangents within the network that stand at an end of their range for nearly
/// all of the first batch. At the output a sure answer is what is wanted.
record SaturatedUnits() implements Rule {
  /// A unit is saturated if it is for this share of the numbers.
  private static final double OFTEN = 0.95;

  /// Fewer units of a layer may be so by accident.
  private static final double SHARE = 0.1;

  private static final int ENOUGH = 16;

  @Override
  public String name() {
    return "saturated-units";
  }

  @Override
  public String says() {
    return "units stand at an end of their sigmoid or tanh for nearly every example";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    NetworkGraph.Node last = Ends.last(subject.graph());
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      ActivationStatistics statistics = subject.replay().statistics().get(node);
      Activation kind = Activation.of(node);
      if (statistics == null || kind == null || kind.dies() || node == last) {
        continue;
      }
      int units = statistics.saturatedShare().elements();
      long saturated = statistics.saturatedUnits(OFTEN);
      if (saturated > SHARE * units && statistics.count() >= ENOUGH) {
        findings.warning(
            node,
            "%d of %d units of %s are within %s of an end for at least %.0f %% of the first batch."
                .formatted(saturated, units, node.name(), kind.range().margin(), 100 * OFTEN),
            "There the derivative is at most a fifth of its largest: little gradient passes, and through several such layers none.",
            "Begin with smaller weights (Initializer.xavierUniform), normalize the inputs, or put a norm ahead of it.");
      }
    }
  }
}

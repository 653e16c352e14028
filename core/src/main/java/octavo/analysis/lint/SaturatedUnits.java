package octavo.analysis.lint;

import java.util.List;
import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.nn.ActivationStatistics;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.storage.DType;

/// Sigmoids and hyperbolic tangents within the network that stand at an end of their range for nearly
/// all of the first batch. At the output a sure answer is what is wanted, and a gate, which is multiplied
/// with something, may begin shut or open by its bias: of gates only units count that stand now at one end
/// and now at the other.
record SaturatedUnits() implements Rule {
  /// A unit is saturated if it is for this share of the numbers.
  private static final double OFTEN = 0.95;

  /// Fewer units of a layer may be so by accident.
  private static final double SHARE = 0.1;

  private static final int ENOUGH = 16;

  /// Of a unit that is at the other end for one of twenty examples; half at each end make a quarter.
  private static final double CHANGING = 0.04;

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
      long saturated =
          isGate(subject.graph(), node)
              ? changingUnits(statistics)
              : statistics.saturatedUnits(OFTEN);
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

  /// Whether all that is done with the result is multiplying with it, or with 1 less it.
  private static boolean isGate(NetworkGraph graph, NetworkGraph.Node node) {
    List<NetworkGraph.Node> readers = graph.readers(node);
    return !readers.isEmpty()
        && readers.stream()
            .allMatch(reader -> {
              boolean product =
                  reader.operation().orElse(null) instanceof Arithmetic a
                      && a.function() == BinaryFunction.MULTIPLY;
              boolean passesOn =
                  Ways.isRenaming(reader)
                      || Ways.is(reader, Affine.class)
                      || Ways.is(reader, UnaryFunction.NEGATE);
              return product || (passesOn && isGate(graph, reader));
            });
  }

  private static long changingUnits(ActivationStatistics statistics) {
    return (long)
        statistics
            .saturatedShare()
            .greaterEqual(OFTEN)
            .logicalAnd(statistics.variance().greater(CHANGING))
            .to(DType.INT64)
            .sum()
            .item();
  }
}

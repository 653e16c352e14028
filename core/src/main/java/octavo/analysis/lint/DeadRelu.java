package octavo.analysis.lint;

import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.autograd.Trace;
import octavo.nn.ActivationStatistics;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// ReLUs that are 0 for all of the first batch. Of a new network up to half of the units of a layer may be
/// so by accident, since deep layers see all examples alike; that is not reported. Reported is a layer of
/// which more than [#SHARE] are, and every unit that cannot be anything else: whose largest sum, with each
/// weight at the largest or least number that enters the layer, is below 0.
record DeadRelu() implements Rule {
  /// More than a symmetric beginning explains.
  static final double SHARE = 0.75;

  /// Fewer numbers of a unit say nothing.
  private static final int ENOUGH = 16;

  @Override
  public String name() {
    return "dead-relu";
  }

  @Override
  public String says() {
    return "units behind a ReLU are 0 for every example";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Replay replay = subject.replay();
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      ActivationStatistics statistics = replay.statistics().get(node);
      Activation kind = Activation.of(node);
      if (statistics == null || kind == null || !kind.dies()) {
        continue;
      }
      int units = statistics.zeroShare().elements();
      long dead = statistics.deadUnits();
      int never = unable(node, replay);
      if (never > 0 || (dead > SHARE * units && statistics.count() >= ENOUGH)) {
        report(node, statistics, units, never, findings);
      }
    }
  }

  private static void report(
      NetworkGraph.Node node, ActivationStatistics s, int units, int never, Findings findings) {
    long dead = Math.max(s.deadUnits(), never);
    String what =
        "%d of %d units are 0 for all %d numbers of the first batch (%.0f %%)%s"
            .formatted(
                dead,
                units,
                s.count(),
                100.0 * dead / units,
                never == 0
                    ? "."
                    : "; %d of them whatever enters within its range: their bias outweighs all weights."
                        .formatted(never));
    String why =
        "They get no gradient from these examples%s."
            .formatted(
                never > 0
                    ? " and cannot come back"
                    : "; a layer that is dead for all of them never learns");
    String fix =
        "Begin biases at 0 and weights by Initializer.kaimingNormal, lower the learning rate that drove them there, or take LeakyRelu.";
    if (dead == units) {
      findings.error(node, what, why, fix);
    } else {
      findings.warning(node, what, why, fix);
    }
  }

  /// How many units right behind a layer with weights have no sum above 0.
  private static int unable(NetworkGraph.Node node, Replay replay) {
    NetworkGraph.Node layer = Ways.origin(node.inputs().getFirst());
    Interval x = replay.inputs().get(layer);
    if (x == null
        || Ways.isTransposed(layer)
        || layer.values().size() < 3
        || !(layer.values().get(1) instanceof Trace.Constant weight)
        || !(layer.values().get(2) instanceof Trace.Constant bias)) {
      return 0;
    }
    Tensor w = weight.tensor().stopGradient().to(DType.FLOAT64);
    w = w.reshape(w.size(0), -1);
    Tensor largest =
        w.relu().sum(1).multiply(x.high()).subtract(w.negate().relu().sum(1).multiply(x.low()));
    Tensor best = largest.add(bias.tensor().stopGradient().to(DType.FLOAT64));
    return (int) best.less(0).to(DType.INT64).sum().item();
  }
}

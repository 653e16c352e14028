package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.tensor.Shape;

/// Weights of a convolution that meet nothing but padding, since the picture is smaller than the kernel:
/// of a dilated kernel only the middle may be left (Chen et al., "Rethinking atrous convolution", 2017).
record IdleTaps() implements Rule {
  @Override
  public String name() {
    return "idle-taps";
  }

  @Override
  public String says() {
    return "weights of a convolution meet nothing but padding at this size of input";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      if (!Ways.isConvolution(node)) {
        continue;
      }
      long all = 1;
      long used = 1;
      for (Conv.Axis axis : Conv.of(node).orElseThrow().axes()) {
        all *= axis.kernel();
        used *= axis.usedTaps();
      }
      if (used < all && used > 0) {
        Shape weight = node.values().get(1).shape();
        findings.warning(
            node,
            "%d of the %d places of the kernel meet only padding, since the input is %s."
                .formatted(all - used, all, node.inputs().getFirst().shape()),
            "%d of %d weights never change anything and get no gradient."
                .formatted(weight.elements() / all * (all - used), weight.elements()),
            "Give larger inputs, or take fewer steps, a smaller kernel or less dilation here.");
      }
    }
  }
}

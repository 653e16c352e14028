package octavo.analysis.lint;

import java.util.List;
import octavo.analysis.NetworkGraph;

/// Even kernels with TensorFlow's 'same' padding and step 1: one zero more behind than ahead, so that
/// every output stands half a pixel off its window. A causal convolution, all of whose padding is ahead,
/// is not meant, nor one over a sequence, of which mostly the largest number or the mean is taken; where
/// its branches meet [MisalignedBranches] looks.
record HalfPixelShift() implements Rule {
  @Override
  public String name() {
    return "half-pixel-shift";
  }

  @Override
  public String says() {
    return "an even kernel that keeps the size shifts the picture by half a pixel";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      if (!Ways.isConvolution(node)) {
        continue;
      }
      List<Conv.Axis> axes = Conv.of(node).orElseThrow().axes();
      for (Conv.Axis axis : axes) {
        if (axes.size() > 1
            && axis.stride() == 1
            && axis.out() == axis.in()
            && axis.after() == axis.before() + 1) {
          findings.warning(
              node,
              "a kernel of %d that keeps the size has %d zeros ahead and %d behind along the %s."
                  .formatted(axis.kernel(), axis.before(), axis.after(), axis.name()),
              "Its result stands half a pixel to the side: added to a branch that is not shifted edges double, and ten such layers shift by five pixels.",
              "Take an odd kernel, %d or %d.".formatted(axis.kernel() - 1, axis.kernel() + 1));
          break;
        }
      }
    }
  }
}

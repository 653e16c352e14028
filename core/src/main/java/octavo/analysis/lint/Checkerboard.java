package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.NetworkGraph;
import octavo.analysis.OverlapCount;
import octavo.autograd.Trace;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Transposed convolutions whose step does not divide the kernel, so that neighbors are sums of unequal
/// numbers of products. Weights that make up for it, as those of bilinear interpolation do, are fine:
/// then the weights of every phase of the step have the same sum.
record Checkerboard() implements Rule {
  /// Sums that differ by less than this share of the largest are equal.
  private static final double ROUNDING = 1e-4;

  @Override
  public String name() {
    return "checkerboard";
  }

  @Override
  public String says() {
    return "a transposed convolution whose kernel is no multiple of its step";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      if (!Ways.isTransposed(node)) {
        continue;
      }
      List<Conv.Axis> axes = Conv.of(node).orElseThrow().axes();
      List<String> counts = new ArrayList<>();
      List<String> kernels = new ArrayList<>();
      String strides = "";
      for (Conv.Axis axis : axes) {
        OverlapCount overlap = OverlapCount.of(axis.kernel(), axis.stride(), axis.dilation());
        // of one place there are no neighbors that overlap
        if (axis.out() > 1 && !overlap.isEven()) {
          counts.add("%s %s".formatted(axis.name(), overlap.period()));
          kernels.add(Integer.toString(Math.ceilDiv(axis.kernel(), axis.stride()) * axis.stride()));
          strides =
              "kernel %d, stride %d, dilation %d"
                  .formatted(axis.kernel(), axis.stride(), axis.dilation());
        }
      }
      if (!counts.isEmpty() && !isBalanced(node, axes)) {
        findings.warning(
            node,
            "neighbors of the result are sums of unequal numbers of products, along the %s: %s."
                .formatted(String.join(" and the ", counts), strides),
            "The result has a checkerboard from the first step on, which the weights must learn to undo (Odena et al., 2016).",
            "Take a kernel of %s, or resize (nearest or bilinear) and then convolve; SubPixelConv2d with Initializer.icnr begins without one too."
                .formatted(kernels.getFirst()));
      }
    }
  }

  /// Whether the weights of each channel have the same sum in every phase, and a constant picture stays
  /// constant.
  private static boolean isBalanced(NetworkGraph.Node node, List<Conv.Axis> axes) {
    if (!(node.values().get(1) instanceof Trace.Constant constant)) {
      return false;
    }
    Tensor weight = constant.tensor().stopGradient().to(DType.FLOAT64);
    int pairs = weight.size(0) * weight.size(1);
    int taps = weight.elements() / Math.max(1, pairs);
    double[] w = weight.reshape(pairs, taps).toDoubleArray();
    int phases = axes.stream().mapToInt(Conv.Axis::stride).reduce(1, (a, b) -> a * b);
    double largest = 0;
    double widest = 0;
    for (int pair = 0; pair < pairs; pair++) {
      double[] sums = new double[phases];
      for (int tap = 0; tap < taps; tap++) {
        sums[phase(tap, axes)] += w[pair * taps + tap];
      }
      double low = sums[0];
      double high = sums[0];
      for (double sum : sums) {
        low = Math.min(low, sum);
        high = Math.max(high, sum);
      }
      largest = Math.max(largest, Math.max(Math.abs(low), Math.abs(high)));
      widest = Math.max(widest, high - low);
    }
    return widest <= ROUNDING * largest;
  }

  private static int phase(int tap, List<Conv.Axis> axes) {
    int phase = 0;
    int rest = tap;
    for (Conv.Axis axis : axes.reversed()) {
      phase =
          phase * axis.stride()
              + (int) ((long) (rest % axis.kernel()) * axis.dilation() % axis.stride());
      rest /= axis.kernel();
    }
    return phase;
  }
}

package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.Kernels;
import octavo.kernel.Parallel;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// A step of one parameter whose chain has transforms that need it as a whole; the element-wise
/// ones between them run over blocks.
final class WholeChain {
  private WholeChain() {}

  static void step(
      List<Transform> chain, Step[] at, Tensor parameter, Tensor gradient, double rate) {
    Tensor u = gradient;
    boolean writes = false;
    for (int t = 0; t < at.length; ) {
      if (chain.get(t) instanceof WholeTransform whole) {
        u = checked(whole, whole.apply(u, at[t]).stopGradient(), parameter);
        t++;
      } else {
        List<ElementwiseTransform> run = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        while (t < at.length && chain.get(t) instanceof ElementwiseTransform transform) {
          run.add(transform);
          steps.add(at[t]);
          writes = transform.writesParameter();
          t++;
        }
        u = u.copy(); // it may be the gradient, or be remembered
        BlockLoop.change(run, steps, parameter.view(), u.view());
      }
    }
    if (!writes) {
      move(parameter.view(), u.contiguous().view(), rate);
    }
  }

  private static Tensor checked(WholeTransform transform, Tensor u, Tensor parameter) {
    if (!u.shape().equals(parameter.shape()) || u.dtype() != parameter.dtype()) {
      throw new IllegalArgumentException(
          "step: a transform must return the parameter's shape and type, but %s made %s %s of %s %s."
              .formatted(transform, u.dtype(), u.shape(), parameter.dtype(), parameter.shape()));
    }
    return u;
  }

  private static void move(View p, View u, double rate) {
    Parallel.ranges(
        u.count(),
        32 * BlockLoop.BLOCK,
        (from, to) ->
            Kernels.UPDATE.add(
                p.storage(), p.offset() + from, -rate, u.storage(), u.offset() + from, to - from));
  }
}

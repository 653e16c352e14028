package octavo.optim;

import octavo.kernel.Kernels;
import octavo.kernel.Parallel;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// Changes the numbers of one tensor by those of another, in place and in one sweep over memory.
final class InPlace {
  private static final int TASK = 32 * 1024;

  private InPlace() {}

  /// `target = target + factor·source`.
  static void addScaled(Tensor target, double factor, Tensor source) {
    View to = target.view();
    View from = like(to, source);
    Parallel.ranges(
        to.count(),
        TASK,
        (first, end) ->
            Kernels.UPDATE.add(
                to.storage(),
                to.offset() + first,
                factor,
                from.storage(),
                from.offset() + first,
                end - first));
    to.storage().touch();
  }

  /// `target = (1 - share)·target + share·source`; a share of 1 copies.
  static void toward(Tensor target, double share, Tensor source) {
    View to = target.view();
    View from = like(to, source);
    if (share == 1) {
      to.storage().copyFrom(from.storage(), from.offset(), to.offset(), to.count());
    } else {
      Parallel.ranges(
          to.count(),
          TASK,
          (first, end) ->
              Kernels.UPDATE.weightedSum(
                  to.storage(),
                  to.offset() + first,
                  1 - share,
                  from.storage(),
                  from.offset() + first,
                  share,
                  end - first));
    }
    to.storage().touch();
  }

  private static View like(View to, Tensor source) {
    return source.stopGradient().to(to.dtype()).contiguous().view();
  }
}

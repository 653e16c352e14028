package octavo.optim;

import octavo.kernel.Kernels;
import octavo.kernel.Parallel;
import octavo.storage.Storage;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// Changes the numbers of one tensor by those of another, in place and in one sweep over memory.
final class InPlace {
  private static final int BLOCK = 4096;

  private InPlace() {}

  /// `target = target + factor·source`.
  static void addScaled(Tensor target, double factor, Tensor source) {
    View to = target.view();
    blocks(to, source, (u, at, n) -> Kernels.UPDATE.step(to.storage(), factor, u, at, n));
  }

  /// `target = target + share·(source - target)`; a share of 1 copies.
  static void toward(Tensor target, double share, Tensor source) {
    View to = target.view();
    if (share == 1) {
      View from = source.contiguous().view();
      to.storage().copyFrom(from.storage(), from.offset(), 0, to.count());
      to.storage().touch();
      return;
    }
    blocks(to, source, (u, at, n) -> {
      Kernels.UPDATE.addScaled(u, -1, to.storage(), at, n);
      Kernels.UPDATE.step(to.storage(), share, u, at, n);
    });
  }

  private static void blocks(View to, Tensor source, BlockBody body) {
    View from = source.stopGradient().to(to.dtype()).contiguous().view();
    Parallel.ranges(to.count(), 8 * BLOCK, (first, end) -> {
      Storage u = Storage.allocate(to.dtype(), Math.min(BLOCK, end - first));
      for (int at = first; at < end; at += BLOCK) {
        int n = Math.min(BLOCK, end - at);
        u.copyFrom(from.storage(), from.offset() + at, 0, n);
        body.accept(u, at, n);
      }
    });
    to.storage().touch();
  }

  /// What is done with a block of the source.
  private interface BlockBody {
    void accept(Storage u, int at, int n);
  }
}

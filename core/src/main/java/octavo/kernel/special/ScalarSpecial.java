package octavo.kernel.special;

import octavo.kernel.Parallel;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle, in double; the elements are shared out over threads.
public final class ScalarSpecial implements SpecialKernels {
  /// Elements of one task: a function costs from fifty nanoseconds to some microseconds.
  private static final int TASK = 512;

  @Override
  public void apply(SpecialFunction f, View a, View b, View c, View y) {
    Storage as = a.storage();
    Storage bs = b.storage();
    Storage cs = c.storage();
    Storage ys = y.storage();
    Parallel.ranges(
        y.count(),
        TASK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            double left = as.getDouble(a.offset() + i % a.count());
            double middle = bs.getDouble(b.offset() + i % b.count());
            double right = cs.getDouble(c.offset() + i % c.count());
            ys.setDouble(y.offset() + i, f.apply(left, middle, right));
          }
        });
  }
}

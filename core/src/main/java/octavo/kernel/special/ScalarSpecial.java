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
          SpecialFunction.Run run = f.run();
          int ai = from % a.count();
          int bi = from % b.count();
          int ci = from % c.count();
          for (int i = from; i < to; i++) {
            double left = as.getDouble(a.offset() + ai);
            double middle = bs.getDouble(b.offset() + bi);
            double right = cs.getDouble(c.offset() + ci);
            ys.setDouble(y.offset() + i, run.at(left, middle, right));
            ai = next(ai, a.count());
            bi = next(bi, b.count());
            ci = next(ci, c.count());
          }
        });
  }

  /// The place after `i` in a run that repeats; a remainder costs as much as a logarithm.
  private static int next(int i, int count) {
    return i + 1 == count ? 0 : i + 1;
  }
}

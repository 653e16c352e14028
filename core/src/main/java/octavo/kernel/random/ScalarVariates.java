package octavo.kernel.random;

import octavo.kernel.Parallel;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle, in double; the elements are shared out over threads.
public final class ScalarVariates implements VariateKernels {
  /// Elements of one task: a draw costs about 100 nanoseconds.
  private static final int TASK = 2048;

  @Override
  public void draw(Variate variate, long key, long counter, View a, View b, View y) {
    Storage as = a.storage();
    Storage bs = b.storage();
    Storage ys = y.storage();
    double lower = variate.least(y.dtype());
    double upper = variate.most(y.dtype());
    Parallel.ranges(
        y.count(),
        TASK,
        (from, to) -> {
          ElementStream stream = new ElementStream(key, counter);
          for (int i = from; i < to; i++) {
            stream.start(i);
            double first = as.getDouble(a.offset() + i % a.count());
            double second = bs.getDouble(b.offset() + i % b.count());
            double value = variate.draw(stream, first, second);
            ys.setDouble(y.offset() + i, Math.clamp(value, lower, upper));
          }
        });
  }

  @Override
  public void categorical(long key, long counter, View logits, View y) {
    int classes = logits.size(1);
    int rows = logits.size(0);
    int samples = rows == 0 ? 0 : y.count() / rows;
    long[] ys = y.longs();
    int grain = Math.max(1, TASK / (samples + classes));
    Parallel.ranges(
        samples == 0 ? 0 : rows,
        grain,
        (from, to) -> {
          ElementStream stream = new ElementStream(key, counter);
          for (int row = from; row < to; row++) {
            Alias table = Alias.of(weights(logits, row, classes));
            for (int s = 0; s < samples; s++) {
              int i = s * rows + row;
              stream.start(i);
              ys[y.offset() + i] = table.draw(stream.next());
            }
          }
        });
  }

  /// The exponentials of a row, the largest being 1.
  private static double[] weights(View logits, int row, int classes) {
    double[] w = new double[classes];
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      w[c] = logits.storage().getDouble(logits.offset() + row * classes + c);
      largest = Math.max(largest, w[c]);
    }
    for (int c = 0; c < classes; c++) {
      w[c] = Math.exp(w[c] - largest);
    }
    return w;
  }
}

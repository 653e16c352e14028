package octavo.kernel.gemm;

import octavo.kernel.Scratch;

/// The right operand of one product of many rows, in panels that each thread makes for itself: those of the
/// columns that its blocks need, which it keeps until it comes to other columns.
///
/// Panels that one thread makes for all are half read by another one, from lines that have just been
/// written by the first. Where two cores have no cache in common, such a line takes a hundred
/// nanoseconds and more, as long as packing forty times as many numbers once again. Besides, nobody waits for the
/// last panel.
final class OwnPanels {
  private static final ThreadLocal<Held> HELD = ThreadLocal.withInitial(Held::new);

  /// What is in a thread's panels. It does not refer to the operand, whose memory it would keep alive.
  private static final class Held {
    private Object product = this;
    private int from;
  }

  private final Object product = new Object();

  /// The panels of all inner indices and the columns `from … from + columns` of `b`, one behind the other from
  /// [Scratch#LINE] on.
  float[] of(Matrix b, int from, int columns) {
    int nr = SimdMicrokernel.COLUMNS;
    int k = b.rows();
    int size = (columns + nr - 1) / nr * nr * k + Scratch.LINE;
    float[] panels = Scratch.floats(Scratch.COLUMNS, size);
    Held held = HELD.get();
    if (!held.product.equals(product) || held.from != from) {
      int together = SimdPacking.TOGETHER * nr;
      for (int j = 0; j < columns; j += together) {
        int count = Math.min(together, columns - j);
        SimdPacking.right(b, 0, k, from + j, count, panels, Scratch.LINE + j * k, nr * k);
      }
      held.product = product;
      held.from = from;
    }
    return panels;
  }
}

package octavo.kernel.recurrent;

import octavo.kernel.Caches;
import octavo.kernel.Parallel;

/// How the sequences and the hidden units of a pass are shared out. It changes the speed, never a bit.
///
/// Where the weights fit into the second-level cache each task takes some sequences through all steps, and no task
/// waits for another. Where they do not, or where there are too few sequences, the tasks of a step are parts
/// of the hidden units, so that each weight is read once a step.
///
/// @param rows sequences of a task
/// @param tasks how many such tasks there are
/// @param byStep whether the hidden units are shared out as well, step by step
/// @param panels of hidden units of a task; all unless `byStep`
/// @param shares how many tasks share the hidden units
record RecurrentCut(int rows, int tasks, boolean byStep, int panels, int shares) {
  private static final long WEIGHTS = Caches.machine().l2() / Float.BYTES * 3 / 4;

  /// Steps of at least this many multiplications are worth sharing out.
  private static final long SPREAD = 8L * Parallel.MINIMUM_WORK;

  private static final int MOST_ROWS = 64;

  /// The cut for tiles of `tile` rows and panels of `panel` hidden units.
  static RecurrentCut of(Recurrence r, int tile, int panel) {
    int panels = Math.ceilDiv(r.hidden(), panel);
    boolean large = (long) r.width() * r.hidden() > WEIGHTS;
    boolean worth = r.work() >= SPREAD;
    int threads = worth || r.work() * r.steps() >= 4 * SPREAD ? Parallel.threads() : 1;
    int share = large ? MOST_ROWS : Math.ceilDiv(r.batch(), threads);
    int rows = Math.ceilDiv(Math.clamp(share, 1, MOST_ROWS), tile) * tile;
    int tasks = Math.ceilDiv(r.batch(), rows);
    boolean byStep = worth && threads > 1 && (large || tasks < threads) && panels > 1;
    int shares = byStep ? Math.min(panels, Math.max(1, 2 * threads / Math.max(1, tasks))) : 1;
    int each = Math.ceilDiv(panels, shares);
    return new RecurrentCut(rows, tasks, byStep, each, Math.ceilDiv(panels, each));
  }
}

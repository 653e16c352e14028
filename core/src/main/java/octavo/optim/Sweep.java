package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.Parallel;

/// The loops over all parameters of one step, cut into tasks of about equal size: small parameters
/// together, large ones in parts. The cut follows from the sizes alone.
final class Sweep {
  private static final int TASK = 32 * 1024;

  /// What is done with a run of numbers of one parameter.
  interface Run {
    void apply(int from, int size);
  }

  private record Piece(Run run, int from, int size) {}

  private final List<List<Piece>> tasks = new ArrayList<>();
  private List<Piece> open = new ArrayList<>();
  private int filled;

  void add(Run run, RowSet rows) {
    int[] bounds = rows.bounds();
    for (int b = 0; b < bounds.length; b += 2) {
      for (int from = bounds[b]; from < bounds[b + 1]; ) {
        int size = Math.min(TASK - filled, bounds[b + 1] - from);
        open.add(new Piece(run, from, size));
        from += size;
        filled += size;
        if (filled == TASK) {
          close();
        }
      }
    }
  }

  private void close() {
    tasks.add(open);
    open = new ArrayList<>();
    filled = 0;
  }

  void run() {
    if (filled > 0) {
      close();
    }
    Parallel.run(
        tasks.size(),
        task -> {
          for (Piece piece : tasks.get(task)) {
            piece.run().apply(piece.from(), piece.size());
          }
        });
  }
}

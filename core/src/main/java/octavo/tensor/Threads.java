package octavo.tensor;

import octavo.kernel.Parallel;

/// How many threads compute. It changes the speed, never a result: work is cut by the shapes alone.
/// The default is the system property `octavo.threads`, else the number of cores.
public final class Threads {
  /// The most that can be set.
  public static final int MOST = Parallel.MOST_THREADS;

  private Threads() {}

  /// How many threads take part, the calling one included.
  public static int count() {
    return Parallel.threads();
  }

  /// Sets how many threads take part from now on; of more than there are cores only so many run.
  ///
  /// @throws IllegalArgumentException if `count` is less than 1 or more than [#MOST]
  public static void use(int count) {
    Parallel.setThreads(count);
  }
}

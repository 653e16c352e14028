package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import octavo.storage.View;

/// Work on one, two, three and seven threads: the results must be the same bits. Afterwards there are as many threads as
/// before.
public final class AnyThreads {
  private static final int[] COUNTS = {1, 2, 3, 7};

  private AnyThreads() {}

  /// What `work` makes: a tensor, a view, an array, or an array or a collection of such. That of one thread, which
  /// others must equal.
  public static <T, E extends Exception> T same(Work<T, E> work) throws E {
    int before = Parallel.threads();
    try {
      Parallel.setThreads(COUNTS[0]);
      T first = work.make();
      for (int i = 1; i < COUNTS.length; i++) {
        Parallel.setThreads(COUNTS[i]);
        assertThat(numbers(work.make())).as("on %d threads", COUNTS[i]).isEqualTo(numbers(first));
      }
      return first;
    } finally {
      Parallel.setThreads(before);
    }
  }

  /// Something that is made anew each time.
  public interface Work<T, E extends Exception> {
    /// Makes it.
    T make() throws E;
  }

  /// Does `work` on so many threads.
  public static void with(int threads, Runnable work) {
    int before = Parallel.threads();
    try {
      Parallel.setThreads(threads);
      work.run();
    } finally {
      Parallel.setThreads(before);
    }
  }

  /// As arrays, whose elements are compared by their bits.
  private static Object numbers(Object made) {
    return switch (made) {
      case View v -> numbers(v);
      case Collection<?> all -> all.stream().map(AnyThreads::numbers).toArray();
      case Object[] all -> Arrays.stream(all).map(AnyThreads::numbers).toArray();
      default -> made;
    };
  }

  private static Object numbers(View v) {
    return switch (v.dtype()) {
      case FLOAT32 -> v.floats();
      case FLOAT64 -> v.doubles();
      case INT64 -> v.longs();
      case BOOL -> v.bools();
      default -> throw new IllegalArgumentException("no arrays of " + v.dtype());
    };
  }
}

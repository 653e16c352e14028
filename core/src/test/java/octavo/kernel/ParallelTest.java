package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How ranges are cut, and in which order their pieces come.
class ParallelTest {
  private final int threads = Parallel.threads();

  @AfterEach
  void restoreThreads() {
    Parallel.setThreads(threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyIndexIsDoneOnceUpAndDown(int several) {
    Parallel.setThreads(several);
    for (int count : new int[] {0, 1, 9, 10, 11, 79, 80, 81, 163}) {
      AtomicIntegerArray times = new AtomicIntegerArray(count);
      for (int call = 0; call < 2; call++) {
        Parallel.ranges(
            count, 10, (from, to) -> IntStream.range(from, to).forEach(times::incrementAndGet));
      }
      for (int i = 0; i < count; i++) {
        assertThat(times.get(i)).as("index %d of %d", i, count).isEqualTo(2);
      }
    }
  }

  /// Twenty pieces: up, and with the last eight first.
  @Test
  void everyOtherCallBeginsAtTheEnd() {
    Parallel.setThreads(1);
    List<Integer> up = IntStream.range(0, 20).boxed().toList();
    List<Integer> down = new ArrayList<>(up.subList(12, 20));
    down.addAll(up.subList(4, 12));
    down.addAll(up.subList(0, 4));
    List<List<Integer>> orders = List.of(pieces(), pieces(), pieces(), pieces());
    int first = orders.getFirst().equals(up) ? 0 : 1;
    for (int call = 0; call < orders.size(); call++) {
      assertThat(orders.get(call)).isEqualTo((call + first) % 2 == 0 ? up : down);
    }
  }

  private static List<Integer> pieces() {
    List<Integer> order = new ArrayList<>();
    Parallel.ranges(200, 10, (from, to) -> order.add(from / 10));
    return order;
  }
}

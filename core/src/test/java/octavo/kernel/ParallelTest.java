package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tasks are done once each, whoever does them.
class ParallelTest {
  private final int before = Parallel.threads();

  @AfterEach
  void restore() {
    Parallel.setThreads(before);
  }

  @Test
  void eachTaskIsDoneOnceForAnyNumberOfThreadsAndTasks() {
    for (int threads : new int[] {1, 2, 3, 7}) {
      Parallel.setThreads(threads);
      for (int tasks : new int[] {0, 1, 2, 3, 5, 8, 64, 1001}) {
        AtomicIntegerArray done = new AtomicIntegerArray(tasks);
        Parallel.run(tasks, done::incrementAndGet);
        for (int task = 0; task < tasks; task++) {
          assertThat(done.get(task)).as("task %d of %d", task, tasks).isEqualTo(1);
        }
      }
    }
  }

  /// The tasks of the first run are long: the others help with them.
  @Test
  void noThreadsAndMoreThanCanBeMeantAreRefused() {
    for (int threads : new int[] {-1, 0, Parallel.MOST_THREADS + 1}) {
      assertThatThrownBy(() -> Parallel.setThreads(threads))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("threads: must be from 1 to 1024, but is " + threads + ".");
    }
  }

  @Test
  void noMoreThreadsRunThanThereAreProcessors() {
    Parallel.setThreads(64);
    ConcurrentHashMap<Thread, Integer> seen = new ConcurrentHashMap<>();
    for (int round = 0; round < 20; round++) {
      Parallel.run(1000, task -> seen.merge(Thread.currentThread(), 1, Integer::sum));
    }
    assertThat(seen).hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(seen.values().stream().mapToInt(count -> count).sum()).isEqualTo(20_000);
  }

  @Test
  void unevenTasksAreDoneOnceAsWell() {
    Parallel.setThreads(3);
    double[] sums = new double[90];
    for (int round = 1; round <= 20; round++) {
      Parallel.run(
          sums.length,
          task -> {
            double sum = 1;
            for (int i = 0; i < (task < 30 ? 20_000 : 10); i++) {
              sum = Math.sqrt(sum);
            }
            sums[task] += sum;
          });
      assertThat(sums).containsOnly(round);
    }
  }

  @Test
  void aFailureIsThrownAfterTheOtherTasksHaveEnded() {
    Parallel.setThreads(2);
    AtomicIntegerArray done = new AtomicIntegerArray(100);
    assertThatThrownBy(() ->
            Parallel.run(
                100,
                task -> {
                  done.incrementAndGet(task);
                  if (task == 70) {
                    throw new IllegalStateException("task 70");
                  }
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task 70");
    for (int task = 0; task < 100; task++) {
      assertThat(done.get(task)).isEqualTo(1);
    }
  }

  @Test
  void eachThreadPreparesOnceAndItsTasksAreDoneOnce() {
    for (int threads : new int[] {1, 2, 3, 7}) {
      Parallel.setThreads(threads);
      for (int tasks : new int[] {0, 1, 2, 5, 64, 1001}) {
        AtomicIntegerArray done = new AtomicIntegerArray(tasks);
        ConcurrentHashMap<Thread, Integer> prepared = new ConcurrentHashMap<>();
        Parallel.runPrepared(
            tasks,
            /* own= */ true,
            () -> {
              Thread own = Thread.currentThread();
              prepared.merge(own, 1, Integer::sum);
              return task -> {
                assertThat(Thread.currentThread()).isEqualTo(own);
                done.incrementAndGet(task);
              };
            });
        for (int task = 0; task < tasks; task++) {
          assertThat(done.get(task)).as("task %d of %d", task, tasks).isEqualTo(1);
        }
        assertThat(prepared.values()).allMatch(times -> times == 1);
        assertThat(prepared.size()).isBetween(Math.min(tasks, 1), Math.min(threads, tasks));
      }
    }
  }

  @Test
  void aFailureToPrepareIsThrown() {
    for (int threads : new int[] {1, 3}) {
      Parallel.setThreads(threads);
      assertThatThrownBy(() ->
              Parallel.runPrepared(
                  10,
                  /* own= */ threads > 1,
                  () -> {
                    throw new IllegalStateException("not prepared");
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("not prepared");
    }
  }
}

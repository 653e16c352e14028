package octavo.kernel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Spreads numbered tasks over one pool of daemon threads.
///
/// The number and the size of the tasks are decided by the caller from the shape of the work alone,
/// never from the number of threads, and each task writes its own part of the result. So the result
/// is the same, bit for bit, for any number of threads and any order of execution.
///
/// Each thread begins with a run of neighboring tasks of its own and, when it has done these, helps the
/// others from the ends of theirs. So a thread that goes over a tensor again, in the next operation or the
/// next step, mostly finds the part that its own caches still hold.
///
/// No more threads run than there are processors, whatever the number that is set: at the end of a piece of
/// work all wait for each other, so that one without a processor would keep the others waiting for its turn. The
/// tasks are shared out as for the number that is set, and those of a thread that does not run are done by the
/// others.
///
/// The calling thread works too and returns when all tasks are done. A task that calls [#run] again
/// has it executed on its own thread. Several threads may call at once; they share the workers.
public final class Parallel {
  /// Work below this many elementary steps (about one nanosecond each) is not worth a second
  /// thread.
  public static final int MINIMUM_WORK = 32 * 1024;

  /// More threads than any machine has cores; of a slip of the pen each would be started.
  public static final int MOST_THREADS = 1024;

  /// Turns of waiting before a thread sleeps, about a quarter of a millisecond: waking it costs as
  /// much as 30 µs of work, and the next piece of work usually comes sooner.
  private static final int SPINS = 8_000;

  /// Up to so many threads make the same thing each: with more the time that all spend on it would show.
  private static final int FEW = 4;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final ConcurrentLinkedQueue<Job> JOBS = new ConcurrentLinkedQueue<>();
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);
  private static volatile int threads =
      Math.clamp(Integer.getInteger("octavo.threads", PROCESSORS), 1, MOST_THREADS);
  private static volatile Worker[] workers = {};

  private Parallel() {}

  /// How many threads take part, the calling one included.
  public static int threads() {
    return threads;
  }

  /// Sets how many threads take part from now on. It changes the speed, never a result.
  ///
  /// @throws IllegalArgumentException if `count` is less than 1 or more than [#MOST_THREADS]
  public static void setThreads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads: must be from 1 to %d, but is %d. More than there are cores make nothing faster."
              .formatted(MOST_THREADS, count));
    }
    threads = count;
  }

  /// Whether [#run] would give tasks to other threads too: not if there is one thread or one processor, nor within a
  /// task. Who cuts work finer only to share it out need not then.
  public static boolean helps() {
    return Math.min(threads, PROCESSORS) > 1 && !INSIDE.get();
  }

  /// Runs `body` for 0, 1, …, `tasks - 1`, each once, in any order, and waits for all.
  ///
  /// A failure in any task is thrown here, after the others have ended.
  public static void run(int tasks, IntConsumer body) {
    runPrepared(tasks, /* own= */ true, () -> body);
  }

  /// As [#run], of tasks that share what `prepare` makes before it returns their body: once for all of them, or,
  /// with `own`, on each thread that takes part, for the tasks that fall to it. What one thread has just written
  /// another reads as slowly as from memory, or more slowly, so that few threads ([#areFew]) had often better make
  /// the same thing each than share it. It must be the same thing.
  public static void runPrepared(int tasks, boolean own, Supplier<IntConsumer> prepare) {
    if (!own && tasks > 0) {
      run(tasks, prepare.get());
      return;
    }
    int helpers = Math.min(threads, tasks) - 1;
    if (helpers <= 0 || INSIDE.get()) {
      IntConsumer body = tasks > 0 ? prepare.get() : task -> {};
      for (int task = 0; task < tasks; task++) {
        body.accept(task);
      }
      return;
    }
    Job job = new Job(tasks, helpers, prepare);
    int running = Math.min(helpers, PROCESSORS - 1);
    Worker[] awake = workers.length >= running ? workers : hire(running);
    JOBS.add(job);
    for (int i = 0; i < running; i++) {
      awake[i].wake();
    }
    INSIDE.set(true);
    try {
      job.work(0);
    } finally {
      INSIDE.set(false);
      JOBS.remove(job);
    }
    job.await();
  }

  /// Whether so few threads share tasks that each of them may make for itself what all need, [#runPrepared].
  public static boolean areFew() {
    return Math.min(threads, PROCESSORS) <= FEW || INSIDE.get();
  }

  /// Runs `body` over `[0, count)` cut into pieces of `grain`: `body.accept(from, to)`.
  public static void ranges(int count, int grain, RangeBody body) {
    if (count <= grain) {
      if (count > 0) {
        body.accept(0, count);
      }
      return;
    }
    int pieces = (int) (((long) count + grain - 1) / grain);
    run(pieces, piece -> body.accept(piece * grain, (int) Math.min(count, (piece + 1L) * grain)));
  }

  private static synchronized Worker[] hire(int count) {
    Worker[] old = workers;
    if (old.length < count) {
      Worker[] grown = java.util.Arrays.copyOf(old, count);
      for (int i = old.length; i < count; i++) {
        grown[i] = new Worker(i + 1);
        grown[i].start();
      }
      workers = grown;
    }
    return workers;
  }

  /// One piece of a range of indices.
  @FunctionalInterface
  public interface RangeBody {
    /// Does the indices `from` (inclusive) to `to` (exclusive).
    void accept(int from, int to);
  }

  /// One call of [#run]. Each thread that takes part has a run of tasks, `from << 32 | to`, which it
  /// takes from the front and the others, when they have nothing left, from the back.
  private static final class Job {
    /// The runs stand so many places apart that two never share a line of a cache.
    private static final int APART = 16;

    private final int tasks;
    private final Supplier<IntConsumer> prepare;
    private final int parts;
    private final AtomicLongArray runs;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger seats;
    private final Thread owner = Thread.currentThread();
    private volatile @Nullable Throwable failure;

    Job(int tasks, int helpers, Supplier<IntConsumer> prepare) {
      this.tasks = tasks;
      this.prepare = prepare;
      this.parts = helpers + 1;
      this.seats = new AtomicInteger(Math.min(helpers, PROCESSORS - 1));
      this.runs = new AtomicLongArray((parts + 1) * APART);
      for (int part = 0; part < parts; part++) {
        long from = (long) part * tasks / parts;
        runs.set((part + 1) * APART, from << 32 | (part + 1L) * tasks / parts);
      }
    }

    boolean takeSeat() {
      return seats.get() > 0 && left() && seats.getAndDecrement() > 0;
    }

    private boolean left() {
      for (int part = 0; part < parts; part++) {
        long run = runs.get((part + 1) * APART);
        if ((int) (run >>> 32) < (int) run) {
          return true;
        }
      }
      return false;
    }

    /// The first or the last task of a run that nobody has taken, -1 if there is none.
    private int take(int part, boolean first) {
      int at = (part + 1) * APART;
      while (true) {
        long run = runs.get(at);
        int from = (int) (run >>> 32);
        int to = (int) run;
        if (from >= to) {
          return -1;
        }
        if (runs.compareAndSet(at, run, first ? run + (1L << 32) : run - 1)) {
          return first ? from : to - 1;
        }
      }
    }

    /// Does what is left of the thread's own run, then of those behind it.
    void work(int thread) {
      int finished = 0;
      IntConsumer body = null;
      for (int i = 0; i < parts; i++) {
        int part = (thread + i) % parts;
        for (int task = take(part, i == 0); task >= 0; task = take(part, i == 0)) {
          try {
            if (body == null) {
              body = prepare.get();
            }
            body.accept(task);
          } catch (Throwable e) { // an Error of a task must reach the caller as well
            failure = e;
          }
          finished++;
        }
      }
      if (finished > 0 && done.addAndGet(finished) == tasks && Thread.currentThread() != owner) {
        LockSupport.unpark(owner);
      }
    }

    void await() {
      for (int spin = 0; done.get() < tasks; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      Throwable e = failure;
      if (e instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  /// A daemon thread that looks for jobs, spins a moment and then sleeps.
  private static final class Worker extends Thread {
    private final int number;
    private volatile boolean asleep;

    Worker(int number) {
      super("octavo-" + number);
      this.number = number;
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      INSIDE.set(true);
      int idle = 0;
      while (true) {
        Job job = find();
        if (job != null) {
          job.work(number);
          idle = 0;
        } else if (idle++ < SPINS) {
          Thread.onSpinWait();
        } else {
          asleep = true;
          if (JOBS.isEmpty()) {
            LockSupport.park(this);
          }
          asleep = false;
          idle = 0;
        }
      }
    }

    private static @Nullable Job find() {
      for (Job job : JOBS) {
        if (job.takeSeat()) {
          return job;
        }
      }
      return null;
    }
  }
}

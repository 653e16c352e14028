package octavo.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import octavo.train.EpochResult;
import octavo.train.Progress;
import octavo.train.TrainingListener;

/// Shows how a training goes: a bar with rate, time left and loss in a terminal, one plain line per
/// epoch elsewhere. Ctrl-C asks the training to stop and waits until its checkpoint is written.
final class ProgressBar implements TrainingListener, AutoCloseable {
  private static final long REFRESH_NANOS = 100_000_000;
  private static final int WIDTH = 24;

  /// To the start of the line, without wrapping: a narrow terminal cuts the line at its edge.
  private static final String START = "\r\033[?7l";

  /// Wipes what is left of the line before, and wraps again.
  private static final String END = "\033[K\033[?7h";

  private final PrintWriter out;
  private final Terminal terminal;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "octavo-stop");
  private volatile boolean stop;
  private boolean drawn;
  private long lastDraw;
  private long epochStart = System.nanoTime();
  private int firstBatch = -1;

  ProgressBar(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// A bar on the console; it watches for Ctrl-C until it is closed.
  static ProgressBar of(PrintWriter out) {
    ProgressBar bar = new ProgressBar(out, Terminal.detect());
    Runtime.getRuntime().addShutdownHook(bar.hook);
    return bar;
  }

  /// Runs when the process is asked to end: the training stops after the batch under way and writes
  /// its checkpoint meanwhile.
  private void interrupted() {
    stop = true;
    try {
      if (finished.await(30, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(130);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean stopRequested() {
    return stop;
  }

  @Override
  public void onBatch(Progress p) {
    if (firstBatch < 0) {
      firstBatch = p.batch() - 1;
    }
    long now = System.nanoTime();
    if (!terminal.interactive() || (now - lastDraw < REFRESH_NANOS && p.batch() < p.batches())) {
      return;
    }
    lastDraw = now;
    double seconds = (now - epochStart) / 1e9;
    double rate = (p.batch() - firstBatch) / seconds;
    int filled = (int) ((long) WIDTH * p.batch() / p.batches());
    out.print(
        String.format(
            Locale.ROOT,
            START + "epoch %d/%d %s%s %d/%d  %.0f batches/s  %.0f s left  loss %.4f" + END,
            p.epoch(),
            p.epochs(),
            (terminal.blocks() ? "█" : "#").repeat(filled),
            (terminal.blocks() ? "░" : ".").repeat(WIDTH - filled),
            p.batch(),
            p.batches(),
            rate,
            (p.batches() - p.batch()) / Math.max(rate, 1e-9),
            p.loss()));
    out.flush();
    drawn = true;
  }

  @Override
  public void onEpoch(EpochResult r) {
    clear();
    double seconds = (System.nanoTime() - epochStart) / 1e9;
    out.println(
        String.format(
            Locale.ROOT,
            "epoch %d: loss %.4f, accuracy %.2f %%; test loss %.4f, accuracy %.2f %%; %.1f s",
            r.epoch(),
            r.trainLoss(),
            100 * r.trainAccuracy(),
            r.testLoss(),
            100 * r.testAccuracy(),
            seconds));
    out.flush();
    epochStart = System.nanoTime();
    firstBatch = -1;
  }

  private void clear() {
    if (drawn) {
      out.print("\r\033[K");
      drawn = false;
    }
  }

  /// Wipes the bar.
  void wipe() {
    clear();
    out.flush();
  }

  /// Wipes the bar and no longer watches for Ctrl-C. Where the process has been asked to end, it ends now.
  void end() {
    if (finished.getCount() == 0) {
      return;
    }
    wipe();
    finished.countDown();
    if (!stop) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        stop = true; // asked to end just now: the hook does so
      }
    }
  }

  @Override
  public void close() {
    end();
  }
}

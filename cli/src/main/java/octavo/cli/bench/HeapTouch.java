package octavo.cli.bench;

import java.util.ArrayList;
import java.util.List;

/// Makes the heap grow and writes it once, before the first row is timed. In a virtual machine the first
/// touch of a page can take 12 µs, because its host has yet to find the memory, and until the collector
/// comes round every call of a workload touches new pages: `gemm/64`, whose result is four pages, was
/// seen at 44 µs in place of 2.7.
final class HeapTouch {
  /// Of so many bytes the collectors keep an array where it is, and drop it without a copy.
  private static final int PIECE = 16 << 20;

  /// As much as the heap grew to in runs of the whole suite.
  private static final long ENOUGH = 1L << 30;

  private static boolean done;

  private HeapTouch() {}

  /// Does so, the first time it is called; says how many bytes it wrote.
  static synchronized long once() {
    if (done) {
      return 0;
    }
    done = true;
    return write(Math.min(ENOUGH, Runtime.getRuntime().maxMemory() / 4));
  }

  /// Writes as many bytes as whole pieces of `most` have.
  static long write(long most) {
    List<byte[]> pieces = new ArrayList<>();
    while ((pieces.size() + 1L) * PIECE <= most) {
      pieces.add(new byte[PIECE]);
    }
    return (long) pieces.size() * PIECE;
  }
}

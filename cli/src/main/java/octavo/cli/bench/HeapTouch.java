package octavo.cli.bench;

import java.util.ArrayList;
import java.util.List;

/// Makes the heap grow and writes it once, before the first row is timed. In a virtual machine the first
/// touch of a page can take 12 µs, because its host has yet to find the memory, and until the collector
/// comes round every call of a workload touches new pages: `gemm/64`, whose result is four pages, was
/// seen at 44 µs in place of 2.7, `conv/mobilenet-first/fwd` at 6 ms in place of 0.2.
final class HeapTouch {
  /// Of so many bytes the collectors keep an array where it is, and drop it without a copy.
  private static final int PIECE = 16 << 20;

  /// As much as the heap grew to in runs of the whole suite.
  private static final long ENOUGH = 1L << 30;

  /// So small an array every collector puts where the results of a workload go.
  private static final int SMALL = 256 << 10;

  private static boolean done;

  private HeapTouch() {}

  /// Does so, the first time it is called; says how many bytes it wrote. Large arrays make the heap grow
  /// but may stand apart from new objects, whose part of the heap small ones then fill twice. That part must
  /// keep its place, which the options with which `octavo bench` starts see to.
  static synchronized long once() {
    if (done) {
      return 0;
    }
    done = true;
    Runtime heap = Runtime.getRuntime();
    return write(Math.min(ENOUGH, heap.maxMemory() / 4)) + renew(2 * heap.totalMemory());
  }

  /// Writes at least so many bytes as arrays of which each is dropped for the next.
  static long renew(long bytes) {
    byte[][] latest = new byte[2][]; // so that each is really made
    int count = 0;
    while ((long) count * SMALL < bytes) {
      latest[count++ % latest.length] = new byte[SMALL];
    }
    return (long) count * SMALL;
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

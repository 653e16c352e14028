package octavo.analysis;

import octavo.tensor.Machine;

/// How fast a machine computes and how fast it reads memory, and so how long anything takes at least
/// (Williams, Waterman and Patterson, 2009): what computes little for each byte waits for memory.
///
/// @param peakFlops operations on numbers a second
/// @param bytesPerSecond read from or written to memory
public record Roofline(double peakFlops, double bytesPerSecond) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is not positive or not finite
  public Roofline {
    boolean positive = peakFlops > 0 && bytesPerSecond > 0;
    if (!positive || Double.isInfinite(peakFlops) || Double.isInfinite(bytesPerSecond)) {
      throw new IllegalArgumentException(
          "Roofline: both speeds must be positive and finite, but they are %s operations and %s bytes a second. They are measured with vectors only: start java with --add-modules jdk.incubator.vector."
              .formatted(peakFlops, bytesPerSecond));
    }
  }

  /// One core of a machine that was measured.
  ///
  /// @throws IllegalArgumentException if nothing was measured, since there are no vectors
  public static Roofline ofCore(Machine machine) {
    return new Roofline(machine.peakGflops() * 1e9, machine.bandwidthGigabytes() * 1e9);
  }

  /// What limits a computation.
  public enum Bound {
    /// How fast numbers are computed.
    COMPUTE,
    /// How fast memory is read and written.
    MEMORY
  }

  /// Operations for each byte from which on computing is what limits: `peakFlops/bytesPerSecond`.
  public double ridge() {
    return peakFlops / bytesPerSecond;
  }

  /// The time that a computation takes at least, in seconds: `max(flops/peakFlops, bytes/bytesPerSecond)`.
  public double seconds(long flops, long bytes) {
    return Math.max(flops / peakFlops, bytes / bytesPerSecond);
  }

  /// What limits a computation; computing where both take as long.
  public Bound bound(long flops, long bytes) {
    return flops / peakFlops >= bytes / bytesPerSecond ? Bound.COMPUTE : Bound.MEMORY;
  }
}

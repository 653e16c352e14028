package octavo.kernel.resize;

/// From which numbers of an axis a number of the result is made.
public enum ResizeFilter {
  /// One number: `⌊i·in/out⌋`.
  NEAREST,
  /// One number, that under the middle of the result's: `⌊(i + ½)·in/out⌋`.
  NEAREST_EXACT,
  /// Two neighbors.
  LINEAR,
  /// Four neighbors (Keys, 1981).
  CUBIC,
  /// The mean of all numbers that the result's covers.
  AREA,
  /// A sinc under a sinc of three lobes (Lanczos; Duchon, 1979).
  LANCZOS
}

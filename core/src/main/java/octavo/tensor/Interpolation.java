package octavo.tensor;

import octavo.kernel.resize.ResizeFilter;

/// How numbers between those of a tensor are made; the names and meanings are PyTorch's.
public enum Interpolation {
  /// The number at `⌊i·in/out⌋`, with a scale at `⌊i/scale⌋`. It lies up to half a number to the right:
  /// [#NEAREST_EXACT] does not. Computed with whole numbers, where PyTorch's product in float32 misses
  /// the index by one for two in a hundred pairs of sizes.
  NEAREST(ResizeFilter.NEAREST, 0),
  /// The number under the middle, `⌊(i + ½)·in/out⌋`.
  NEAREST_EXACT(ResizeFilter.NEAREST_EXACT, 0),
  /// Two neighbors of a sequence.
  LINEAR(ResizeFilter.LINEAR, 1),
  /// Two neighbors along each axis of a picture.
  BILINEAR(ResizeFilter.LINEAR, 2),
  /// Two neighbors along each axis of a volume.
  TRILINEAR(ResizeFilter.LINEAR, 3),
  /// Four neighbors along each axis of a picture, with `a = -0.75`, or -0.5 with antialias (Keys, 1981).
  BICUBIC(ResizeFilter.CUBIC, 2),
  /// The mean of what the result's number covers: adaptive average pooling.
  AREA(ResizeFilter.AREA, 0),
  /// A sinc of three lobes under another, widened where the result is smaller, so always with
  /// antialias.
  LANCZOS(ResizeFilter.LANCZOS, 0);

  private final ResizeFilter filter;
  private final int rank;

  Interpolation(ResizeFilter filter, int rank) {
    this.filter = filter;
    this.rank = rank;
  }

  ResizeFilter filter() {
    return filter;
  }

  /// How many axes behind the channels it is for; 0 for any number from one to three.
  int rank() {
    return rank;
  }

  /// Whether it asks where the corners lie.
  boolean hasCorners() {
    return filter == ResizeFilter.LINEAR || filter == ResizeFilter.CUBIC;
  }

  /// Whether its filter can be widened.
  boolean hasAntialias() {
    return hasCorners() || filter == ResizeFilter.LANCZOS;
  }
}

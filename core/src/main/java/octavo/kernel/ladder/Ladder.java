package octavo.kernel.ladder;

/// The rungs from the lowest to the highest.
public enum Ladder {
  /// The loops of the definition.
  NAIVE(false, false),
  /// The same loops in an order that walks memory forward.
  REORDERED(false, false),
  /// Blocks of the result that stay in the nearest cache.
  TILED(false, false),
  /// Several numbers in one instruction.
  VECTORIZED(true, false),
  /// Tiles shared out over the threads.
  PARALLEL(true, true),
  /// Sums in registers, loops unrolled.
  UNROLLED(true, true),
  /// The kernels that the library uses.
  PACKED(true, true);

  private final boolean vectors;
  private final boolean threads;

  Ladder(boolean vectors, boolean threads) {
    this.vectors = vectors;
    this.threads = threads;
  }

  /// Whether it needs the Vector API.
  public boolean needsVectors() {
    return vectors;
  }

  /// Whether it uses more than one thread.
  public boolean usesThreads() {
    return threads;
  }

  /// The matrix product of this rung.
  public GemmRung gemm() {
    return switch (this) {
      case NAIVE -> new NaiveGemm();
      case REORDERED -> new ReorderedGemm();
      case TILED -> new TiledGemm();
      case VECTORIZED -> new SimdVectorizedGemm();
      case PARALLEL -> new SimdParallelGemm();
      case UNROLLED -> new SimdUnrolledGemm();
      case PACKED -> new PackedGemm();
    };
  }

  /// The convolution of this rung.
  public ConvRung conv() {
    return switch (this) {
      case NAIVE -> new NaiveConv();
      case REORDERED -> new ReorderedConv();
      case TILED -> new TiledConv();
      case VECTORIZED -> new SimdVectorizedConv();
      case PARALLEL -> new SimdParallelConv();
      case UNROLLED -> new SimdUnrolledConv();
      case PACKED -> new PackedConv();
    };
  }
}

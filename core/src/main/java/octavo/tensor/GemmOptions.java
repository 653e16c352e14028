package octavo.tensor;

/// What [Tensor#gemm] computes, `alpha·op(a)·op(b) + beta·c`, and how.
///
/// @param transposeLeft whether `op(a)` is `aᵀ` instead of `a`
/// @param transposeRight whether `op(b)` is `bᵀ` instead of `b`
/// @param alpha the factor of the product; where it is 0, `a` and `b` are not read
/// @param beta the factor of `c`; where it is 0, `c` is not read
/// @param algorithm how the product is computed
public record GemmOptions(
    boolean transposeLeft,
    boolean transposeRight,
    double alpha,
    double beta,
    GemmAlgorithm algorithm) {
  /// `a·b`: no transposes, `alpha` 1, `beta` 0, the library's choice of the algorithm.
  public static final GemmOptions DEFAULT = new GemmOptions(false, false, 1, 0, GemmAlgorithm.AUTO);

  /// The left operand transposed, or as it is.
  public GemmOptions withTransposeLeft(boolean transposed) {
    return new GemmOptions(transposed, transposeRight, alpha, beta, algorithm);
  }

  /// The right operand transposed, or as it is.
  public GemmOptions withTransposeRight(boolean transposed) {
    return new GemmOptions(transposeLeft, transposed, alpha, beta, algorithm);
  }

  /// Another factor of the product.
  public GemmOptions withAlpha(double factor) {
    return new GemmOptions(transposeLeft, transposeRight, factor, beta, algorithm);
  }

  /// Another factor of `c`.
  public GemmOptions withBeta(double factor) {
    return new GemmOptions(transposeLeft, transposeRight, alpha, factor, algorithm);
  }

  /// Pins the algorithm.
  public GemmOptions withAlgorithm(GemmAlgorithm pinned) {
    return new GemmOptions(transposeLeft, transposeRight, alpha, beta, pinned);
  }
}

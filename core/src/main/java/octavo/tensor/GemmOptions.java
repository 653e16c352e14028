package octavo.tensor;

/// What [Tensor#gemm] computes, `activation(alpha·op(a)·op(b) + beta·c)`, and how.
///
/// @param transposeLeft whether `op(a)` is `aᵀ` instead of `a`
/// @param transposeRight whether `op(b)` is `bᵀ` instead of `b`
/// @param alpha the factor of the product; where it is 0, `a` and `b` are not read
/// @param beta the factor of `c`; where it is 0, `c` is not read
/// @param activation applied to the sum: where it is stored for float32 matrices with `alpha` 1 and the
///     library's choice of the algorithm, else in a pass of its own over the result
/// @param algorithm how the product is computed
public record GemmOptions(
    boolean transposeLeft,
    boolean transposeRight,
    double alpha,
    double beta,
    GemmActivation activation,
    GemmAlgorithm algorithm) {
  /// `a·b`: no transposes, `alpha` 1, `beta` 0, no activation, the library's choice of the algorithm.
  public static final GemmOptions DEFAULT =
      new GemmOptions(false, false, 1, 0, GemmActivation.NONE, GemmAlgorithm.AUTO);

  /// The left operand transposed, or as it is.
  public GemmOptions withTransposeLeft(boolean transposed) {
    return new GemmOptions(transposed, transposeRight, alpha, beta, activation, algorithm);
  }

  /// The right operand transposed, or as it is.
  public GemmOptions withTransposeRight(boolean transposed) {
    return new GemmOptions(transposeLeft, transposed, alpha, beta, activation, algorithm);
  }

  /// Another factor of the product.
  public GemmOptions withAlpha(double factor) {
    return new GemmOptions(transposeLeft, transposeRight, factor, beta, activation, algorithm);
  }

  /// Another factor of `c`.
  public GemmOptions withBeta(double factor) {
    return new GemmOptions(transposeLeft, transposeRight, alpha, factor, activation, algorithm);
  }

  /// Pins the algorithm.
  public GemmOptions withAlgorithm(GemmAlgorithm pinned) {
    return new GemmOptions(transposeLeft, transposeRight, alpha, beta, activation, pinned);
  }

  /// Another activation. With `beta` 1 and a row of biases as `c`, a linear layer and its activation are one
  /// call: `x.gemm(w, bias, DEFAULT.withTransposeRight(true).withBeta(1).withActivation(RELU))`.
  public GemmOptions withActivation(GemmActivation other) {
    return new GemmOptions(transposeLeft, transposeRight, alpha, beta, other, algorithm);
  }
}

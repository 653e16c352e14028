package octavo.kernel.row;

/// α-entmax along rows (Peters, Niculae and Martins, 2019): the distribution that maximizes
/// `p·x + H(p)` with Tsallis' entropy `H(p) = (1 - Σpᵢ^α)/(α(α-1))`. It is
/// `yᵢ = max(0, (α-1)·xᵢ - τ)^(1/(α-1))` with the `τ` that makes the sum 1; `α = 2` is sparsemax,
/// the Euclidean projection onto the probability simplex (Martins and Astudillo, 2016).
///
/// `α > 1`; all rows are of one layout. A row with a NaN or +∞, or of -∞ alone, gives NaN. The order of
/// sums is decided by the shape alone. Tolerance of the SIMD twin for float32: `8·ε·√length`.
public interface EntmaxKernels {
  /// `y = entmax x`.
  void entmax(double alpha, Rows x, Rows y);

  /// `dx = s ⊙ (dy - (s·dy)/Σs)` with `sᵢ = yᵢ^(2-α)` where `yᵢ > 0`, else 0.
  void entmaxBackward(double alpha, Rows y, Rows dy, Rows dx);
}

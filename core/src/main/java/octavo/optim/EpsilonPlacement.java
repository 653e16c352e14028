package octavo.optim;

/// Where ε, which keeps a quotient finite, is added: literature has both, and they differ as soon as
/// `v` is not large against it.
public enum EpsilonPlacement {
  /// Under the root: `u/√(v + ε)`.
  INSIDE_ROOT,

  /// To the root: `u/(√v + ε)`.
  OUTSIDE_ROOT,

  /// To the root before its bias is corrected: `u/((√v + ε)/√(1-βᵗ))`, so that ε counts for more in the
  /// first steps. PyTorch has it in `SparseAdam` and `RAdam`; without a correction it is the same as
  /// [#OUTSIDE_ROOT].
  OUTSIDE_UNCORRECTED_ROOT
}

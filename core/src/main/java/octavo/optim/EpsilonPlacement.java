package octavo.optim;

/// Where ε, which keeps a quotient finite, is added: literature has both, and they differ as soon as
/// `v` is not large against it.
public enum EpsilonPlacement {
  /// Under the root: `u/√(v + ε)`.
  INSIDE_ROOT,

  /// To the root: `u/(√v + ε)`.
  OUTSIDE_ROOT
}

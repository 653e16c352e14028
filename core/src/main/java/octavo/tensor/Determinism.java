package octavo.tensor;

/// What the way in which a result is computed may depend on.
public enum Determinism {
  /// On shapes alone: the same program gives the same bits in every run and for any number of
  /// threads.
  STRICT,
  /// On measured times as well: the first call with a geometry times the candidates and the fastest
  /// is taken from then on. The rounding can differ from run to run.
  FAST
}

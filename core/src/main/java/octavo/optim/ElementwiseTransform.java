package octavo.optim;

/// A transform that treats every number by itself: `uᵢ` after it depends on `uᵢ`, `pᵢ` and the
/// state's number `i` alone, besides the step's own numbers.
///
/// All of its slots are as large as the parameter, or single numbers.
public non-sealed interface ElementwiseTransform extends Transform {
  /// Begins a step of one parameter: computes what all its numbers share, changes the single
  /// numbers of the state, and returns the loop over the others.
  ///
  /// @param step what is known of the step
  Loop begin(Step step);

  /// Whether the transform, the last of its chain, writes the parameter itself. Otherwise
  /// `parameter = parameter - rate·u` follows.
  default boolean writesParameter() {
    return false;
  }

  /// What is done with each block. Several threads call it at once, each with a block of its own.
  @FunctionalInterface
  interface Loop {
    /// Changes the block.
    void apply(Block block);
  }
}

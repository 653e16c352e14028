package octavo.optim;

/// Cuts every element to `[-bound, bound]`.
///
/// @param bound the largest magnitude
public record ClipByValue(double bound) implements ElementwiseTransform {
  /// Checks the bound.
  public ClipByValue {
    Numbers.requirePositive("clipByValue: the bound", bound);
  }

  @Override
  public Loop begin(Step step) {
    return b -> b.u().clip(bound);
  }
}

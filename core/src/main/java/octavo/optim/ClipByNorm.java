package octavo.optim;

/// Scales all gradients together so that their common norm is at most `bound` (Pascanu, Mikolov
/// and Bengio, 2013). It stands first in the chain: the norm is that of the raw gradients.
///
/// @param bound the largest norm
public record ClipByNorm(double bound) implements ElementwiseTransform {
  /// Checks the bound.
  public ClipByNorm {
    Numbers.requirePositive("clipByNorm: the bound", bound);
  }

  @Override
  public boolean readsNorm() {
    return true;
  }

  /// What every gradient is multiplied by.
  double factor(double norm) {
    return norm > bound ? bound / (norm + 1e-6) : 1;
  }

  @Override
  public Loop begin(Step step) {
    double factor = factor(step.norm());
    return factor == 1 ? b -> {} : b -> b.u().scale(factor);
  }
}

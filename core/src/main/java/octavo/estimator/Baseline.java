package octavo.estimator;

import octavo.tensor.Tensor;

/// A number that is subtracted from the objective in the score function, `(f(z) - b)·∇ ln p(z)`. Since the score
/// has mean 0 it changes no expectation, as long as it does not depend on the sample it is subtracted for; near the
/// mean of `f` it makes the variance smaller.
///
/// - [#none()]: 0;
/// - [MovingAverageBaseline]: the mean of earlier values;
/// - [LeaveOneOutBaseline]: the mean of the other samples;
/// - [SelfCriticalBaseline]: the objective at the most likely value.
@FunctionalInterface
public interface Baseline {
  /// The baseline of each sample; broadcasts to `[samples, rows…]`.
  Tensor of(Draw draw);

  /// No baseline.
  static Baseline none() {
    return draw -> Tensor.scalar(0).to(draw.values().dtype());
  }
}

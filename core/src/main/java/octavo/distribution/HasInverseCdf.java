package octavo.distribution;

import octavo.tensor.Tensor;

/// A distribution of numbers whose quantiles have a closed form.
public interface HasInverseCdf extends HasCdf {
  /// The value that is not exceeded with probability `p`: the inverse of [#cdf]. At 0 and 1 the ends of the support.
  /// Tracked in the parameters and in `p`.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast, or a `p` is not in `[0, 1]`
  Tensor icdf(Tensor p);
}

package octavo.distribution;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A distribution of numbers whose cumulative distribution function has a closed form.
public interface HasCdf extends Distribution {
  /// `[]`: one draw is one number.
  @Override
  default Shape eventShape() {
    return Shape.SCALAR;
  }

  /// The probability of drawing at most `value`, which may be any number: 0 below the support, 1 above. Tracked in
  /// the parameters and in the value.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast, or a value is NaN
  Tensor cdf(Tensor value);
}

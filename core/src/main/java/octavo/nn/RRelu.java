package octavo.nn;

import octavo.tensor.Tensor;

/// The randomized leaky ReLU (Xu et al., "Empirical Evaluation of Rectified Activations", 2015):
/// `x` above 0, else `a·x`. In training each element draws its slope from `[lower, upper)`; in
/// inference the slope is the mean of both.
///
/// @param lower the least slope
/// @param upper what the slopes stay below
public record RRelu(double lower, double upper) implements Layer {
  /// Checks that the bounds are in order.
  public RRelu {
    if (!(lower <= upper && Double.isFinite(lower) && Double.isFinite(upper))) {
      throw new IllegalArgumentException(
          "RRelu: lower must not exceed upper and both be finite, but lower is %s and upper is %s."
              .formatted(lower, upper));
    }
  }

  /// Slopes from 1/8 to 1/3.
  public RRelu() {
    this(1 / 8.0, 1 / 3.0);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() ? x.rrelu(lower, upper, mode.rng()) : x.rrelu(lower, upper);
  }
}

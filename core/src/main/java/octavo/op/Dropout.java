package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Inverted dropout: each element is 0 with probability `p`, else divided by `1 - p` (Srivastava et
/// al., 2014). The mask is a pure function of key and counter, so the backward pass makes it again
/// instead of keeping it.
///
/// @param key the random stream
/// @param counter where in the stream the mask begins
/// @param p the probability to drop, in `[0, 1]`
public record Dropout(long key, long counter, double p) implements UnaryOp {
  /// Checks the probability.
  public Dropout {
    requireProbability(p);
  }

  /// Checks a probability to drop, before random numbers are drawn for it.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static void requireProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "dropout: the probability to drop must be in [0, 1], but is " + p + ".");
    }
  }

  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    double scale = p == 1 ? 0 : 1 / (1 - p);
    Kernels.RANDOM.dropout(key, counter, p, scale, x.view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

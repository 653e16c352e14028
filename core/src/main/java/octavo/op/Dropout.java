package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.random.Probability;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Dropout (Srivastava et al., 2014): `y = x ⊙ m·scale`, where each element of the mask `m` is 0 with
/// probability `p`, else 1. The mask is a pure function of key and counter, so the backward pass
/// makes it again instead of keeping it.
///
/// @param key the random stream
/// @param counter where in the stream the mask begins
/// @param p the probability to drop, in `[0, 1]`; 1 drops all, even NaN
/// @param scale the factor of what stays: `1/(1 - p)` for inverted dropout, 1 for the vanilla form
public record Dropout(long key, long counter, double p, double scale) implements UnaryOp {
  /// Checks the probability.
  public Dropout {
    Probability.require("dropout", "the probability to drop", p);
  }

  /// Inverted dropout: what stays is divided by the probability to stay.
  public Dropout(long key, long counter, double p) {
    this(key, counter, p, p == 1 ? 0 : 1 / (1 - p));
  }

  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public boolean writesAll() {
    return p < 1;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    if (p < 1) { // a copy costs less than to walk along strides, such as those of a sum's gradient
      Kernels.RANDOM.dropout(key, counter, p, scale, x.contiguous().view(), y.view());
    }
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

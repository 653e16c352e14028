package octavo.estimator;

import octavo.distribution.Bernoulli;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// 0 and 1 as the sign of a logistic variable.
record BinaryRelaxation() implements Relaxation<Bernoulli> {
  @Override
  public Tensor logits(Bernoulli distribution) {
    return distribution.logits();
  }

  @Override
  public Tensor probabilities(Tensor logits) {
    return logits.sigmoid();
  }

  @Override
  public Tensor logProb(Tensor logits, Tensor hard) {
    return hard.multiply(logits).subtract(logits.softplus());
  }

  @Override
  public Tensor draw(Tensor logits, Rng rng, int samples) {
    return logits.add(logistic(logits.dtype(), rng, logits.shape().with(0, samples)));
  }

  @Override
  public Tensor hard(Tensor z) {
    return z.stopGradient().greater(0).to(z.dtype());
  }

  @Override
  public Tensor soft(Tensor z, Tensor temperature) {
    return z.divide(temperature).sigmoid();
  }

  /// Given 1, `z = softplus(ν + softplus(logit))`; given 0, `z = -softplus(ν + softplus(-logit))`, with logistic noise `ν`:
  /// the inverse of the distribution function on either side of 0, written so that nothing overflows. Here `ν` is found from `z`.
  @Override
  public Tensor tied(Tensor logits, Tensor hard, Tensor z) {
    Tensor sign = hard.affine(2, -1);
    Tensor size = z.abs();
    Tensor inner = size.add(size.negate().expm1().negate().log()); // softplus(inner) is |z|
    Tensor part = sign.multiply(logits).softplus();
    return inner.subtract(part.stopGradient()).add(part).softplus().multiply(sign);
  }

  /// `ln u - ln(1 - u)`: the difference of two Gumbel variables, which are never infinite.
  static Tensor logistic(DType dtype, Rng rng, Shape shape) {
    int[] sizes = shape.toArray();
    return RandomTensors.gumbel(dtype, rng, 0, 1, sizes)
        .subtract(RandomTensors.gumbel(dtype, rng, 0, 1, sizes));
  }
}

package octavo.estimator;

import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// One-hot vectors as the place of the largest of Gumbel variables.
record OneHotRelaxation() implements Relaxation<OneHotCategorical> {
  @Override
  public Tensor logits(OneHotCategorical distribution) {
    return distribution.logits();
  }

  @Override
  public Tensor probabilities(Tensor logits) {
    return logits.softmax(-1);
  }

  @Override
  public Tensor logProb(Tensor logits, Tensor hard) {
    return hard.multiply(logits.logSoftmax(-1)).sum(-1);
  }

  @Override
  public Tensor draw(Tensor logits, Rng rng, int samples) {
    int[] shape = logits.shape().with(0, samples).toArray();
    return logits.logSoftmax(-1).add(RandomTensors.gumbel(logits.dtype(), rng, 0, 1, shape));
  }

  @Override
  public Tensor hard(Tensor z) {
    return Tensors.oneHot(z.stopGradient().argMax(-1), z.size(-1)).to(z.dtype());
  }

  @Override
  public Tensor soft(Tensor z, Tensor temperature) {
    return z.divide(temperature).softmax(-1);
  }

  /// The largest is a Gumbel variable `g` of its own (`ln Σ p = 0`), whichever class it belongs to; the others are Gumbel
  /// variables cut off there, `-ln(e^(-g) + e^(-z'))` with `z'` drawn without the condition. Here `z'` is found from `z`.
  @Override
  public Tensor tied(Tensor logits, Tensor hard, Tensor z) {
    Tensor top = z.max(Axes.keep(-1));
    Tensor free = z.subtract(z.subtract(top).expm1().negate().log());
    Tensor logProbs = logits.logSoftmax(-1);
    Tensor path = free.subtract(logProbs.stopGradient()).add(logProbs);
    // -ln(e^(-top) + e^(-path)), from the smaller of both
    Tensor cut = top.subtract(top.subtract(path).softplus());
    return Tensors.where(hard.greater(0.5), top, cut);
  }
}

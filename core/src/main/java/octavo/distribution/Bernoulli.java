package octavo.distribution;

import java.util.Arrays;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// 1 with probability `p`, else 0. Values have the type of the parameters.
///
/// @param logits `ln(p/(1 - p))`; infinite where `p` is 0 or 1
public record Bernoulli(Tensor logits) implements HasEntropy, Enumerable {
  /// Checks the parameters.
  public Bernoulli {
    DType type = Parameters.type("Bernoulli", logits);
    logits = Parameters.checked("Bernoulli", "logits", logits, type, Support.NUMBER);
  }

  /// From `ln(p/(1 - p))`.
  ///
  /// @throws IllegalArgumentException if one is NaN
  public static Bernoulli ofLogits(Tensor logits) {
    return new Bernoulli(logits);
  }

  /// From the probabilities of 1.
  ///
  /// @throws IllegalArgumentException if one is not in `[0, 1]`
  public static Bernoulli ofProbs(Tensor probs) {
    Tensor real = Tensors.real("Bernoulli", probs);
    Tensor p = Support.UNIT_INTERVAL.require("Bernoulli", "probs", real);
    return new Bernoulli(Logits.log(p).subtract(Logits.log(p.negate().add(1))));
  }

  /// From the probability of 1 (float32).
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Bernoulli ofProbs(double probability) {
    return ofProbs(Tensor.scalar(probability));
  }

  /// The probabilities of 1.
  public Tensor probs() {
    return logits.sigmoid();
  }

  @Override
  public Shape batchShape() {
    return logits.shape();
  }

  @Override
  public Shape eventShape() {
    return Shape.SCALAR;
  }

  @Override
  public Support support() {
    return Support.BOOLEAN;
  }

  @Override
  public Bernoulli expand(int... batchShape) {
    return new Bernoulli(Shapes.expand("Bernoulli", logits, 0, batchShape));
  }

  @Override
  public Tensor sample(Rng rng, int... sampleShape) {
    Tensor u = Noise.uniform(logits.dtype(), rng, Shapes.drawn(this, sampleShape));
    return u.less(probs().stopGradient()).to(logits.dtype());
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, logits.dtype());
    Tensor one = Logits.product(x, logits.logSigmoid());
    return one.add(Logits.product(x.negate().add(1), logits.negate().logSigmoid()));
  }

  @Override
  public Tensor entropy() {
    return Logits.product(probs(), logits.logSigmoid())
        .add(Logits.product(logits.negate().sigmoid(), logits.negate().logSigmoid()))
        .negate();
  }

  @Override
  public Tensor mean() {
    return probs();
  }

  @Override
  public Tensor variance() {
    return probs().multiply(logits.negate().sigmoid());
  }

  /// The likelier value; 0 where both are equally likely.
  @Override
  public Tensor mode() {
    return logits.greater(0).to(logits.dtype());
  }

  @Override
  public Tensor enumerateSupport() {
    int[] sizes = new int[logits.rank() + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = 2;
    Tensor values = Tensors.arange(2).to(logits.dtype()).reshape(sizes);
    return values.expandTo(Shapes.concat(Shape.of(2), batchShape()));
  }
}

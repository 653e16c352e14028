package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A point of the simplex that is near [OneHotCategorical]'s for a small temperature, and has a gradient (the Concrete
/// or Gumbel-softmax distribution; Maddison, Mnih and Teh; Jang, Gu and Poole, 2017):
/// `softmax((logits + g)/τ)`, `g` of Gumbel's distribution. `logProb` is the density over the first `n - 1` numbers.
///
/// Where a number of the vector rounds to 0 its logarithm is taken of the smallest number; use [#logarithm()] at low
/// temperatures. Mean, variance and mode have no closed form and are NaN.
///
/// @param temperature `τ`, positive, which broadcasts with the batch
/// @param logits scores `[batch…, classes]`, finite, not necessarily normalized
public record RelaxedOneHotCategorical(Tensor temperature, Tensor logits)
    implements Reparameterized {
  /// Checks the parameters.
  public RelaxedOneHotCategorical {
    DType type = Parameters.type("RelaxedOneHotCategorical", temperature, logits);
    temperature =
        ExpRelaxedCategorical.checkedTemperature(
            "RelaxedOneHotCategorical", temperature, logits, type);
    logits = logits.to(type);
  }

  /// From a temperature and scores `[batch…, classes]`.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive or a parameter not finite
  public static RelaxedOneHotCategorical ofLogits(double temperature, Tensor logits) {
    return new RelaxedOneHotCategorical(Tensor.scalar(temperature), logits);
  }

  /// From a temperature and positive probabilities `[batch…, classes]`, which are divided by their sum.
  ///
  /// @throws IllegalArgumentException if the temperature or a probability is not positive
  public static RelaxedOneHotCategorical ofProbs(double temperature, Tensor probs) {
    Tensor p = Support.POSITIVE.independent(1).require("RelaxedOneHotCategorical", "probs", probs);
    return ofLogits(temperature, p.log());
  }

  /// The distribution of the vector's logarithm.
  public ExpRelaxedCategorical logarithm() {
    return new ExpRelaxedCategorical(temperature, logits);
  }

  /// The probabilities of what the temperature 0 gives, `[batch…, classes]`.
  public Tensor probs() {
    return logits.softmax(-1);
  }

  @Override
  public Shape batchShape() {
    return logarithm().batchShape();
  }

  @Override
  public Shape eventShape() {
    return Shapes.trailing(logits.shape(), 1);
  }

  @Override
  public Support support() {
    return Support.SIMPLEX;
  }

  @Override
  public RelaxedOneHotCategorical expand(int... batchShape) {
    ExpRelaxedCategorical wide = logarithm().expand(batchShape);
    return new RelaxedOneHotCategorical(wide.temperature(), wide.logits());
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.gumbel(logits.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return logarithm().along(noise).exp();
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, logits.dtype());
    Tensor y = x.maximum(FunctionTransform.least(x.dtype())).log();
    return logarithm().density(y).subtract(y.sum(-1));
  }

  @Override
  public Tensor mean() {
    return logarithm().mean();
  }

  @Override
  public Tensor variance() {
    return logarithm().mean();
  }

  @Override
  public Tensor mode() {
    return logarithm().mean();
  }
}

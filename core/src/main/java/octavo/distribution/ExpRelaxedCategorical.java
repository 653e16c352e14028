package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The logarithm of [RelaxedOneHotCategorical]'s vector (Maddison, Mnih and Teh, 2017, appendix C.3):
/// `y = logSoftmax((logits + g)/τ)`, `g` of Gumbel's distribution. Its density stays finite at temperatures
/// where the vector itself rounds to zeros and a 1:
/// `ln p(y) = ln Γ(n) + (n - 1)·ln τ + Σ sᵢ - n·ln Σ exp(sᵢ)` with `s = logits - τy`.
///
/// Mean, variance and mode have no closed form and are NaN.
///
/// @param temperature `τ`, positive, which broadcasts with the batch
/// @param logits scores `[batch…, classes]`, finite, not necessarily normalized
public record ExpRelaxedCategorical(Tensor temperature, Tensor logits) implements Reparameterized {
  /// Checks the parameters.
  public ExpRelaxedCategorical {
    DType type = Parameters.type("ExpRelaxedCategorical", temperature, logits);
    temperature = checkedTemperature("ExpRelaxedCategorical", temperature, logits, type);
    logits =
        Parameters.checked("ExpRelaxedCategorical", "logits", logits, type, Support.REAL_VECTOR);
  }

  static Tensor checkedTemperature(
      String distribution, Tensor temperature, Tensor logits, DType type) {
    Support.REAL_VECTOR.require(distribution, "logits", logits);
    Shape.broadcast(distribution, temperature.shape(), Shapes.leading(logits.shape(), 1));
    return Parameters.checked(distribution, "temperature", temperature, type, Support.POSITIVE);
  }

  /// From a temperature and scores `[batch…, classes]`.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive or a parameter not finite
  public static ExpRelaxedCategorical ofLogits(double temperature, Tensor logits) {
    return new ExpRelaxedCategorical(Tensor.scalar(temperature), logits);
  }

  /// The probabilities of what the temperature 0 gives, `[batch…, classes]`.
  public Tensor probs() {
    return logits.softmax(-1);
  }

  @Override
  public Shape batchShape() {
    return Shape.broadcast(
        "ExpRelaxedCategorical", temperature.shape(), Shapes.leading(logits.shape(), 1));
  }

  @Override
  public Shape eventShape() {
    return Shapes.trailing(logits.shape(), 1);
  }

  @Override
  public Support support() {
    return Support.LOG_SIMPLEX;
  }

  @Override
  public ExpRelaxedCategorical expand(int... batchShape) {
    return new ExpRelaxedCategorical(
        Shapes.expand("ExpRelaxedCategorical", temperature, 0, batchShape),
        Shapes.expand("ExpRelaxedCategorical", logits, 1, batchShape));
  }

  private Tensor divisor() {
    return temperature.unsqueeze(temperature.rank());
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.gumbel(logits.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    Tensor scores = noise.add(logits);
    // two quotients may be infinite where their difference is a number
    Tensor most = scores.stopGradient().max(Axes.keep(-1));
    return scores.subtract(most).divide(divisor()).logSoftmax(-1);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return density(Parameters.value("logProb", this, value, logits.dtype()));
  }

  /// [#logProb] of a vector that is known to lie in the support.
  Tensor density(Tensor y) {
    int classes = logits.size(-1);
    double factorial = 0;
    for (int i = 2; i < classes; i++) {
      factorial += Math.log(i);
    }
    // in float64, where the product of a temperature and a logarithm of float32 is a number
    Tensor infinite = y.equalTo(Double.NEGATIVE_INFINITY);
    Tensor at = y.to(DType.FLOAT64).maskedFill(infinite, 0);
    Tensor tau = temperature.to(DType.FLOAT64);
    Tensor s = logits.to(DType.FLOAT64).subtract(at.multiply(tau.unsqueeze(tau.rank())));
    Tensor over = s.stopGradient().isFinite().logicalNot().logicalOr(infinite);
    Tensor scores = s.maskedFill(over, 0).logSoftmax(-1).sum(-1);
    Tensor whole = scores.add(tau.log().affine(classes - 1, factorial));
    // one number of the vector is infinitely less likely than the others are
    Tensor never = over.any(-1).expandTo(whole.shape());
    return whole.maskedFill(never, Double.NEGATIVE_INFINITY).to(logits.dtype());
  }

  @Override
  public Tensor mean() {
    return Parameters.full(this, logits.dtype(), Double.NaN);
  }

  @Override
  public Tensor variance() {
    return mean();
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}

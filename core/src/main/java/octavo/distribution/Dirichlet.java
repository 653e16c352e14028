package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Random probabilities of `classes` classes: `p(x) = Γ(Σα)/ΠΓ(αᵢ)·Πxᵢ^(αᵢ-1)`, the conjugate prior of a
/// [Categorical]. Its draws are differentiable by implicit reparameterization (Figurnov et al., 2018).
///
/// @param concentration `α`, `[batch…, classes]`, positive
public record Dirichlet(Tensor concentration) implements Reparameterized, HasEntropy {
  /// Checks the parameters.
  public Dirichlet {
    DType type = Parameters.type("Dirichlet", concentration);
    concentration =
        Parameters.checked(
            "Dirichlet", "concentration", concentration, type, Support.POSITIVE.independent(1));
    if (concentration.size(-1) == 0) {
      throw new IllegalArgumentException(
          "Dirichlet: concentration must be [batch…, classes] with one class at least, but its shape is %s."
              .formatted(concentration.shape()));
    }
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if there is no class, or a concentration is not finite and positive
  public static Dirichlet of(Tensor concentration) {
    return new Dirichlet(concentration);
  }

  @Override
  public Shape batchShape() {
    return Shapes.leading(concentration.shape(), 1);
  }

  @Override
  public Shape eventShape() {
    return Shapes.trailing(concentration.shape(), 1);
  }

  @Override
  public Support support() {
    return Support.SIMPLEX;
  }

  @Override
  public Dirichlet expand(int... batchShape) {
    return new Dirichlet(Shapes.expand("Dirichlet", concentration, 1, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return RandomTensors.dirichlet(rng, concentration, sampleShape);
  }

  /// `ln ΠΓ(αᵢ)/Γ(Σα)`, the logarithm of the beta function of many arguments: the sum of that of each one and the sum of those before.
  static Tensor logBeta(Tensor a) {
    int classes = a.size(-1);
    Tensor before = a.cumulativeSum(-1).narrow(-1, 0, classes - 1);
    return before.lbeta(a.narrow(-1, 1, classes - 1)).sum(-1);
  }

  /// The logarithm of the density, infinite where a number is 0. Where the concentration of one such number is below 1 and that of another
  /// above, the limit depends on the way there; it is said to be -∞.
  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, concentration.dtype());
    Tensor density = density(x);
    Tensor none = density.stopGradient().isNaN();
    if (none.any().item() != 0) {
      Tensor corner =
          none.unsqueeze(none.rank()).expandTo(none.shape().with(none.rank(), x.size(-1)));
      Tensor inside = x.expandTo(corner.shape()).maskedFill(corner, 1.0 / x.size(-1));
      density = density(inside).maskedFill(none, Double.NEGATIVE_INFINITY);
    }
    return density.to(concentration.dtype());
  }

  private Tensor density(Tensor x) {
    Tensor a = concentration.to(DType.FLOAT64);
    Tensor sum = a.sum(Axes.keep(-1));
    // as of gamma numbers given their sum; the last factor is 0 for probabilities without rounding
    Tensor parts = LogDensities.gamma(a, sum, x).sum(-1);
    Tensor whole = LogDensities.gamma(sum, sum, sum.stopGradient().onesLike());
    Tensor excess = sum.multiply(x.to(DType.FLOAT64).sum(Axes.keep(-1)).subtract(1));
    return parts.add(excess.subtract(whole).squeeze(-1));
  }

  /// `ln B(α) - Σ(αᵢ - 1)·E ln xᵢ`, in float64 as that of [Gamma].
  @Override
  public Tensor entropy() {
    Tensor a = concentration.to(DType.FLOAT64);
    Tensor parts = a.subtract(1).multiply(meanLog(a)).sum(-1);
    return logBeta(a).subtract(parts).to(concentration.dtype());
  }

  @Override
  public Tensor mean() {
    return concentration.divide(concentration.sum(Axes.keep(-1)));
  }

  @Override
  public Tensor variance() {
    Tensor sum = concentration.sum(Axes.keep(-1));
    return mean().multiply(others(concentration).divide(sum)).divide(sum.add(1));
  }

  /// `(αᵢ - 1)/(Σα - K)` with what is below 0 left out. Where no concentration exceeds 1 it is the corner of the
  /// largest, and the center where all are 1.
  @Override
  public Tensor mode() {
    Tensor above = concentration.subtract(1).maximum(0);
    Tensor sum = above.sum(Axes.keep(-1));
    Tensor none = sum.equalTo(0);
    int classes = concentration.size(-1);
    Tensor largest = concentration.stopGradient().argMax(-1);
    Tensor corner = Tensors.oneHot(largest, classes).to(concentration.dtype());
    Tensor flat = concentration.equalTo(1).all(Axes.keep(-1));
    Tensor center = corner.onesLike().divide(classes);
    Tensor inner = above.divide(Tensors.where(none, sum.onesLike(), sum));
    return Tensors.where(none, Tensors.where(flat, center, corner), inner);
  }

  /// `E ln xᵢ`.
  Tensor meanLog() {
    return meanLog(concentration);
  }

  private static Tensor meanLog(Tensor a) {
    return LogDensities.digammaStep(a, others(a)).negate();
  }

  /// The sum of the other concentrations, for each, which that of all would lose beside a large one.
  private static Tensor others(Tensor a) {
    int classes = a.size(-1);
    Tensor others = a.stopGradient().onesLike().sum(Axes.keep(-1)).zerosLike();
    if (classes > 1) {
      Tensor upTo = a.cumulativeSum(-1);
      Tensor from = a.flip(-1).cumulativeSum(-1).flip(-1);
      Tensor zero = a.narrow(-1, 0, 1).stopGradient().zerosLike();
      Tensor before = Tensors.concat(-1, zero, upTo.narrow(-1, 0, classes - 1));
      Tensor after = Tensors.concat(-1, from.narrow(-1, 1, classes - 1), zero);
      others = before.add(after);
    }
    return others;
  }
}

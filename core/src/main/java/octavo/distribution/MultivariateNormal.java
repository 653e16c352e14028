package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Normal vectors with mean `loc` and covariance `L·Lᵀ`:
/// `ln p(x) = -½·‖L⁻¹(x - μ)‖² - Σ ln Lᵢᵢ - n·ln √2π`. A draw is `μ + L·ε`.
///
/// @param loc the mean `μ`, `[batch…, n]`
/// @param scaleTril `L`, lower triangular with a positive diagonal, `[batch…, n, n]`
public record MultivariateNormal(Tensor loc, Tensor scaleTril)
    implements Reparameterized, HasEntropy {
  /// Checks the parameters.
  public MultivariateNormal {
    DType type = Parameters.type("MultivariateNormal", loc, scaleTril);
    loc = Parameters.checked("MultivariateNormal", "loc", loc, type, Support.REAL_VECTOR);
    scaleTril =
        Parameters.checked(
            "MultivariateNormal", "scaleTril", scaleTril, type, Support.LOWER_CHOLESKY);
    if (loc.size(-1) != scaleTril.size(-1)) {
      throw new IllegalArgumentException(
          "MultivariateNormal: loc and scaleTril must have the same size, but they are %s and %s."
              .formatted(loc.shape(), scaleTril.shape()));
    }
    batch(loc, scaleTril);
  }

  private static Shape batch(Tensor loc, Tensor scaleTril) {
    return Shape.broadcast(
        "MultivariateNormal", Shapes.leading(loc.shape(), 1), Shapes.leading(scaleTril.shape(), 2));
  }

  /// From a mean `[batch…, n]` and the Cholesky factor of the covariance, `[batch…, n, n]`.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite, the factor not lower triangular with a positive
  ///     diagonal, or the shapes do not fit
  public static MultivariateNormal ofScaleTril(Tensor loc, Tensor scaleTril) {
    return new MultivariateNormal(loc, scaleTril);
  }

  /// From a mean `[batch…, n]` and a covariance `[batch…, n, n]`.
  ///
  /// @throws IllegalArgumentException if the mean is not finite, the covariance not symmetric and positive definite
  ///     beyond the rounding of its elements (correlations with a condition number of some 10¹⁵ or more), or the shapes do
  ///     not fit
  public static MultivariateNormal ofCovariance(Tensor loc, Tensor covariance) {
    Tensor real = Tensors.real("MultivariateNormal", covariance);
    Support.POSITIVE_DEFINITE.require("MultivariateNormal", "covariance", real);
    return new MultivariateNormal(loc, real.cholesky());
  }

  /// `L·Lᵀ`, `[batch…, n, n]`.
  public Tensor covariance() {
    return scaleTril.matmul(scaleTril.transpose());
  }

  @Override
  public Shape batchShape() {
    return batch(loc, scaleTril);
  }

  @Override
  public Shape eventShape() {
    return Shapes.trailing(loc.shape(), 1);
  }

  @Override
  public Support support() {
    return Support.REAL_VECTOR;
  }

  @Override
  public MultivariateNormal expand(int... batchShape) {
    return new MultivariateNormal(
        Shapes.expand("MultivariateNormal", loc, 1, batchShape),
        Shapes.expand("MultivariateNormal", scaleTril, 2, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.normal(loc.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    Tensor scaled =
        scaleTril.rank() == 2
            ? noise.matmul(scaleTril.transpose())
            : scaleTril.matmul(noise.unsqueeze(noise.rank())).squeeze(-1);
    return scaled.add(loc);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, loc.dtype());
    Tensor distance = distance(scaleTril, x.subtract(loc));
    if (!(Logits.allFinite(distance.stopGradient().square()) && isOrdinary())) {
      distance = farDistance(x);
    }
    double constant = -loc.size(-1) * Normal.LOG_ROOT_TWO_PI;
    return distance.affine(-0.5, constant).subtract(halfLogDeterminant());
  }

  /// `‖L⁻¹·x‖²` of vectors in the last axis.
  static Tensor distance(Tensor scaleTril, Tensor x) {
    if (scaleTril.rank() > 2) {
      return scaleTril.solveLower(x.unsqueeze(x.rank())).squeeze(-1).sumOfSquares(-1);
    }
    Shape batch = Shapes.leading(x.shape(), 1);
    Tensor columns = x.reshape(batch.elements(), x.size(-1)).transpose();
    return scaleTril.solveLower(columns).sumOfSquares(0).reshape(batch);
  }

  /// Whether products of two elements of the inverse factor, which slopes have, are numbers of its type.
  private boolean isOrdinary() {
    Tensor size = scaleTril.stopGradient().sumOfSquares(-1, -2);
    Tensor inverse = diagonal().stopGradient().reciprocal().sumOfSquares(-1);
    return Logits.allFinite(size.multiply(inverse));
  }

  /// `‖L⁻¹·(x - μ)‖²` by way of float64, where it is a number for almost all numbers of float32; infinite with gradient 0
  /// where it is none of the distribution's type.
  private Tensor farDistance(Tensor x) {
    Tensor factor = scaleTril.to(DType.FLOAT64);
    Tensor away = x.to(DType.FLOAT64).subtract(loc.to(DType.FLOAT64));
    Tensor distance = distance(factor, away);
    Tensor over = distance.stopGradient().to(loc.dtype()).isFinite().logicalNot();
    if (over.any().item() != 0) {
      Tensor none = over.unsqueeze(over.rank()).expandTo(away.shape());
      distance =
          ContinuousDivergences.infiniteWhere(over, distance(factor, away.maskedFill(none, 0)));
    }
    return distance.to(loc.dtype());
  }

  /// `Σ ln Lᵢᵢ`, half the logarithm of the covariance's determinant.
  Tensor halfLogDeterminant() {
    return diagonal().log().sum(-1);
  }

  private Tensor diagonal() {
    Tensor eye = Tensors.eye(scaleTril.size(-1)).to(scaleTril.dtype());
    return scaleTril.multiply(eye).sum(-1);
  }

  @Override
  public Tensor entropy() {
    double constant = loc.size(-1) * (0.5 + Normal.LOG_ROOT_TWO_PI);
    return halfLogDeterminant().add(constant).expandTo(batchShape());
  }

  @Override
  public Tensor mean() {
    return loc.expandTo(Shapes.whole(this));
  }

  @Override
  public Tensor variance() {
    return scaleTril.sumOfSquares(-1).expandTo(Shapes.whole(this));
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}

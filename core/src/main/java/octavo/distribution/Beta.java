package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The beta distribution on the unit interval: `p(x) = xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b)`. Its draws are differentiable in both
/// parameters by implicit reparameterization (Figurnov et al., 2018).
///
/// @param concentration1 `a`, which draws towards 1, positive
/// @param concentration0 `b`, which draws towards 0, positive
public record Beta(Tensor concentration1, Tensor concentration0)
    implements Reparameterized, HasCdf, HasEntropy {
  /// Checks the parameters.
  public Beta {
    DType type = Parameters.type("Beta", concentration1, concentration0);
    concentration1 =
        Parameters.checked("Beta", "concentration1", concentration1, type, Support.POSITIVE);
    concentration0 =
        Parameters.checked("Beta", "concentration0", concentration0, type, Support.POSITIVE);
    Parameters.batch("Beta", concentration1, concentration0);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive
  public static Beta of(double concentration1, double concentration0) {
    return new Beta(Tensor.scalar(concentration1), Tensor.scalar(concentration0));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive, or the shapes do not
  ///     broadcast
  public static Beta of(Tensor concentration1, Tensor concentration0) {
    return new Beta(concentration1, concentration0);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Beta", concentration1, concentration0);
  }

  @Override
  public Support support() {
    return Support.UNIT_INTERVAL;
  }

  @Override
  public Beta expand(int... batchShape) {
    return new Beta(
        Shapes.expand("Beta", concentration1, 0, batchShape),
        Shapes.expand("Beta", concentration0, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return RandomTensors.beta(rng, concentration1, concentration0, sampleShape);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, concentration1.dtype());
    return LogDensities.beta(concentration1, concentration0, x).to(concentration1.dtype());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, concentration1.dtype());
    Tensor above = x.greaterEqual(1);
    Tensor inner = Tensors.where(above, x.zerosLike(), x).maximum(0);
    Tensor inside = Counts.within(inner, this::cumulative);
    return Tensors.where(above, Tensors.full(x.dtype(), Shape.SCALAR, 1), inside);
  }

  private Tensor cumulative(Tensor x) {
    Tensor a = concentration1.to(DType.FLOAT64);
    Tensor b = concentration0.to(DType.FLOAT64);
    return x.to(DType.FLOAT64).betainc(a, b).to(concentration1.dtype());
  }

  /// `ln B(a, b) - (a - 1)·E ln x - (b - 1)·E ln(1 - x)`, in float64 as that of [Gamma].
  @Override
  public Tensor entropy() {
    Tensor a = concentration1.to(DType.FLOAT64);
    Tensor b = concentration0.to(DType.FLOAT64);
    Tensor large = a.minimum(b).stopGradient().greater(GammaEntropy.LARGE);
    Tensor c = a.maskedFill(large, 1);
    Tensor d = b.maskedFill(large, 1);
    Tensor one = c.subtract(1).multiply(LogDensities.digammaStep(c, d));
    Tensor zero = d.subtract(1).multiply(LogDensities.digammaStep(d, c));
    Tensor sum = c.lbeta(d).add(one.add(zero));
    return Tensors.where(large, GammaEntropy.ofLarge(a, b, large), sum).to(concentration1.dtype());
  }

  @Override
  public Tensor mean() {
    return concentration1.divide(concentration1.add(concentration0));
  }

  @Override
  public Tensor variance() {
    Tensor sum = concentration1.add(concentration0);
    return mean().multiply(concentration0.divide(sum)).divide(sum.add(1));
  }

  /// `(a - 1)/(a + b - 2)`. Where both are at most 1 it is the end towards which the density grows faster, 1 if both
  /// are equal, and ½ for the uniform distribution.
  @Override
  public Tensor mode() {
    Tensor a = concentration1.stopGradient();
    Tensor b = concentration0.stopGradient();
    Tensor one = concentration1.subtract(1).maximum(0);
    Tensor zero = concentration0.subtract(1).maximum(0);
    Tensor uniform = a.equalTo(1).logicalAnd(b.equalTo(1)).to(a.dtype());
    Tensor end = a.greaterEqual(b).to(a.dtype()).subtract(uniform.multiply(0.5));
    Tensor sum = one.add(zero);
    Tensor none = sum.equalTo(0);
    Tensor inner = one.divide(Tensors.where(none, sum.onesLike(), sum));
    return Tensors.where(none, end, inner);
  }

  /// `E ln x`.
  Tensor meanLog() {
    return LogDensities.digammaStep(concentration1, concentration0).negate();
  }
}

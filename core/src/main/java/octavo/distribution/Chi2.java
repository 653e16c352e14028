package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The sum of squares of `df` standard normal numbers, of which there need not be an integer number: a [Gamma] with
/// concentration `df/2` and rate ½.
///
/// @param df the degrees of freedom, positive
public record Chi2(Tensor df) implements Reparameterized, HasCdf, HasEntropy {
  /// Checks the parameters.
  public Chi2 {
    DType type = Parameters.type("Chi2", df);
    df = Parameters.checked("Chi2", "df", df, type, Support.POSITIVE);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a number is not finite and positive
  public static Chi2 of(double df) {
    return new Chi2(Tensor.scalar(df));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a number is not finite and positive
  public static Chi2 of(Tensor df) {
    return new Chi2(df);
  }

  @Override
  public Shape batchShape() {
    return df.shape();
  }

  @Override
  public Support support() {
    return Support.NON_NEGATIVE;
  }

  @Override
  public Chi2 expand(int... batchShape) {
    return new Chi2(Shapes.expand("Chi2", df, 0, batchShape));
  }

  /// The same distributions as gamma distributions.
  public Gamma gamma() {
    return new Gamma(df.multiply(0.5), Tensors.full(df.dtype(), Shape.SCALAR, 0.5));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return RandomTensors.chi2(rng, df, sampleShape);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return gamma().logProb(Parameters.value("logProb", this, value, df.dtype()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return gamma().cdf(Parameters.anyNumber("cdf", this, value, df.dtype()));
  }

  @Override
  public Tensor entropy() {
    return gamma().entropy();
  }

  @Override
  public Tensor mean() {
    return df;
  }

  @Override
  public Tensor variance() {
    return df.multiply(2);
  }

  /// `df - 2`, and 0 for fewer than two degrees, where the density grows without bound.
  @Override
  public Tensor mode() {
    return df.subtract(2).maximum(0);
  }
}

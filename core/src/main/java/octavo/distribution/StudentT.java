package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Student's t-distribution: a normal number divided by the root of an independent chi-squared number over its degrees
/// of freedom, times `scale`, plus `loc`. Heavy tails, `|x|^(-df-1)`; Cauchy's for one degree.
///
/// @param df the degrees of freedom, positive
/// @param loc the center
/// @param scale the width, positive
public record StudentT(Tensor df, Tensor loc, Tensor scale)
    implements Reparameterized, HasCdf, HasEntropy {
  /// Checks the parameters.
  public StudentT {
    DType type = Parameters.type("StudentT", df, loc, scale);
    df = Parameters.checked("StudentT", "df", df, type, Support.POSITIVE);
    loc = Parameters.checked("StudentT", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("StudentT", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("StudentT", df, loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite, or the degrees or a scale not positive
  public static StudentT of(double df, double loc, double scale) {
    return new StudentT(Tensor.scalar(df), Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite, or the degrees or a scale not positive, or the shapes do not
  ///     broadcast
  public static StudentT of(Tensor df, Tensor loc, Tensor scale) {
    return new StudentT(df, loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("StudentT", df, loc, scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public StudentT expand(int... batchShape) {
    return new StudentT(
        Shapes.expand("StudentT", df, 0, batchShape),
        Shapes.expand("StudentT", loc, 0, batchShape),
        Shapes.expand("StudentT", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    Tensor z = RandomTensors.normal(df.dtype(), rng, 0, 1, shape);
    Tensor half = df.to(DType.FLOAT64).multiply(0.5);
    Tensor logGamma = Noise.logGamma(df.dtype(), rng, half.expandTo(batchShape()), sampleShape);
    Tensor logFactor = half.log().subtract(logGamma).multiply(0.5);
    Tensor t = z.to(DType.FLOAT64).multiply(logFactor.exp()).to(df.dtype());
    return t.multiply(scale).add(loc);
  }

  /// `ln(√df·B(½, df/2))`, minus the logarithm of the density of the standard form at 0.
  private static Tensor logPeak(Tensor df) {
    Tensor half = Tensors.full(df.dtype(), Shape.SCALAR, 0.5);
    return half.lbeta(df.multiply(0.5)).add(df.log().multiply(0.5));
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, df.dtype());
    // in float64: the powers of 1 + t²/df are as large as df
    Tensor d = df.to(DType.FLOAT64);
    Tensor s = scale.to(DType.FLOAT64);
    Tensor distance = x.to(DType.FLOAT64).subtract(loc.to(DType.FLOAT64));
    Tensor logarithm = StudentTail.logOnePlusSquare(distance, s, d.sqrt());
    Tensor tail = d.add(1).multiply(0.5).multiply(logarithm);
    return tail.add(logPeak(d)).add(s.log()).negate().to(df.dtype());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, df.dtype());
    return Pieces.everywhere(
        x,
        y -> {
          Tensor distance = y.to(DType.FLOAT64).subtract(loc.to(DType.FLOAT64));
          Tensor t = distance.divide(scale.to(DType.FLOAT64));
          return StudentTail.cdf(df.to(DType.FLOAT64), t).to(df.dtype());
        });
  }

  /// `(df + 1)/2·(ψ((df + 1)/2) - ψ(df/2)) + ln(√df·B(½, df/2)) + ln scale`, in float64 as that of [Gamma].
  @Override
  public Tensor entropy() {
    Tensor d = df.to(DType.FLOAT64);
    Tensor half = d.multiply(0.5);
    Tensor more = half.add(0.5);
    Tensor step = LogDensities.digammaStep(half, half.stopGradient().onesLike().multiply(0.5));
    Tensor standard = more.multiply(step).add(logPeak(d)).to(df.dtype());
    return standard.add(scale.log()).expandTo(batchShape());
  }

  /// The center, NaN for up to one degree of freedom.
  @Override
  public Tensor mean() {
    return mode().maskedFill(df.lessEqual(1).expandTo(batchShape()), Double.NaN);
  }

  /// `scale²·df/(df - 2)`, infinite for up to two degrees of freedom, NaN for up to one.
  @Override
  public Tensor variance() {
    return Pieces.momentAbove(
            df, 2, d -> scale.square().multiply(d.subtract(2).reciprocal().affine(2, 1)))
        .expandTo(batchShape())
        .maskedFill(df.lessEqual(1).expandTo(batchShape()), Double.NaN);
  }

  @Override
  public Tensor mode() {
    return loc.expandTo(batchShape());
  }
}

package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The uniform distribution between `low` and `high`: `p(x) = 1/(high - low)`.
///
/// @param low the lower end
/// @param high the upper end, above the lower
public record Uniform(Tensor low, Tensor high)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Uniform {
    DType type = Parameters.type("Uniform", low, high);
    low = Parameters.checked("Uniform", "low", low, type, Support.REAL);
    high = Parameters.checked("Uniform", "high", high, type, Support.REAL);
    Parameters.batch("Uniform", low, high);
    Support.POSITIVE.require("Uniform", "high - low", high.subtract(low));
  }

  /// A single uniform distribution (float32).
  ///
  /// @throws IllegalArgumentException if an end is not finite or the upper not above the lower
  public static Uniform of(double low, double high) {
    return new Uniform(Tensor.scalar(low), Tensor.scalar(high));
  }

  /// A batch of uniform distributions.
  ///
  /// @throws IllegalArgumentException if an end is not finite, an upper not above the lower or the shapes do not
  ///     broadcast
  public static Uniform of(Tensor low, Tensor high) {
    return new Uniform(low, high);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Uniform", low, high);
  }

  /// Both ends belong to it, though draws stay between them.
  @Override
  public Support support() {
    return Support.interval(low, high);
  }

  @Override
  public Uniform expand(int... batchShape) {
    return new Uniform(
        Shapes.expand("Uniform", low, 0, batchShape),
        Shapes.expand("Uniform", high, 0, batchShape));
  }

  Tensor width() {
    return high.subtract(low);
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.uniform(low.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.multiply(width()).add(low);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, low.dtype());
    Shape shape = Shape.broadcast("logProb", x.shape(), batchShape());
    return width().log().negate().expandTo(shape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, low.dtype());
    return Pieces.everywhere(x, y -> y.subtract(low).divide(width()).clamp(0, 1));
  }

  @Override
  public Tensor icdf(Tensor p) {
    return Parameters.probability(this, p, low.dtype()).multiply(width()).add(low);
  }

  @Override
  public Tensor entropy() {
    return width().log();
  }

  @Override
  public Tensor mean() {
    return low.add(high).multiply(0.5);
  }

  @Override
  public Tensor variance() {
    return width().square().multiply(1 / 12.0);
  }

  /// The middle; every other value has the same density.
  @Override
  public Tensor mode() {
    return mean();
  }
}

package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Cauchy's distribution: `p(x) = 1 / (πγ·(1 + ((x - μ)/γ)²))`. It has no mean; the second moment is infinite.
///
/// @param loc the median `μ`
/// @param scale `γ`, half the distance of the quartiles, positive
public record Cauchy(Tensor loc, Tensor scale)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Cauchy {
    DType type = Parameters.type("Cauchy", loc, scale);
    loc = Parameters.checked("Cauchy", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("Cauchy", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("Cauchy", loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive
  public static Cauchy of(double loc, double scale) {
    return new Cauchy(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive, or the shapes do not
  ///     broadcast
  public static Cauchy of(Tensor loc, Tensor scale) {
    return new Cauchy(loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Cauchy", loc, scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public Cauchy expand(int... batchShape) {
    return new Cauchy(
        Shapes.expand("Cauchy", loc, 0, batchShape), Shapes.expand("Cauchy", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.cauchy(loc.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.multiply(scale).add(loc);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, loc.dtype());
    Tensor tail = StudentTail.logOnePlusSquare(x.subtract(loc), scale);
    return tail.affine(-1, -Math.log(Math.PI)).subtract(scale.log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, loc.dtype());
    // ½ + atan(z)/π without the difference that loses the lower tail
    return Pieces.everywhere(x, y -> scale.atan2(loc.subtract(y)).multiply(1 / Math.PI));
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, loc.dtype());
    Tensor side = q.subtract(0.5);
    Tensor near = side.abs().lessEqual(0.25);
    Tensor middle = Tensors.where(near, side, side.zerosLike()).multiply(Math.PI).tan();
    // farther out by the distance from the end, which has more digits than that from the middle
    Tensor rest = Tensors.where(side.less(0), q, q.affine(-1, 1));
    Tensor quarter = Tensors.full(q.dtype(), Shape.SCALAR, 0.25);
    Tensor far = Tensors.where(near, quarter, rest).multiply(Math.PI).tan().reciprocal();
    Tensor z = Tensors.where(near, middle, far.multiply(side.stopGradient().sign()));
    return z.multiply(scale).add(loc);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(Math.log(4 * Math.PI)).expandTo(batchShape());
  }

  @Override
  public Tensor mean() {
    return Parameters.full(this, loc.dtype(), Double.NaN);
  }

  @Override
  public Tensor variance() {
    return Parameters.full(this, loc.dtype(), Double.POSITIVE_INFINITY);
  }

  @Override
  public Tensor mode() {
    return loc.expandTo(batchShape());
  }
}

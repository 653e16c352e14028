package octavo.distribution;

import java.util.Objects;
import java.util.function.Supplier;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The distribution of `f(x)`, `x` drawn from a base:
/// `ln p(y) = ln p(x) - ln |det ∂y/∂x|` at `x = f⁻¹(y)` (Rezende and Mohamed, 2015).
///
/// It can do what its base can: where `f` is a function of one number, [WithCdf] has the base's `cdf` and
/// [WithInverseCdf] the base's `icdf` too. Moments and mode have a closed form for affine transforms alone, and are NaN
/// for others.
public sealed interface TransformedDistribution extends Reparameterized
    permits TransformedDistribution.Plain,
        TransformedDistribution.WithCdf,
        TransformedDistribution.WithInverseCdf {
  /// The distribution of `x`.
  Reparameterized base();

  /// The function `f`.
  Transform transform();

  /// The distribution of `base` after one transform, or several, the first one first.
  ///
  /// @throws IllegalArgumentException if there is no transform, it takes more axes than the event of the base has, or
  ///     its domain does not hold what the base draws
  static TransformedDistribution of(Reparameterized base, Transform... transforms) {
    Transform whole = transforms.length == 1 ? transforms[0] : Transform.compose(transforms);
    if (whole.direction() != null && base instanceof HasInverseCdf known) {
      return new WithInverseCdf(base, known, whole);
    }
    return whole.direction() != null && base instanceof HasCdf known
        ? new WithCdf(base, known, whole)
        : new Plain(base, whole);
  }

  /// Refuses a transform that does not fit.
  private static void check(Reparameterized base, Transform transform) {
    int rank = base.eventShape().rank();
    if (transform.eventRank() > rank) {
      throw new IllegalArgumentException(
          "TransformedDistribution: the event of the base must have the axes that the transform takes, but it has %d and the transform takes %d. Wrap the base: Independent.of(base, axes)."
              .formatted(rank, transform.eventRank()));
    }
    Tensor draw = base.sample(Rng.of(0));
    Support domain = transform.domain();
    domain
        .independent(rank - domain.eventRank())
        .require("TransformedDistribution", "what the base draws", draw);
    boolean traced = draw.node() != null;
    if (!traced) {
      requireWithin(base.support(), domain);
    }
  }

  /// One draw may lie in the domain by chance.
  private static void requireWithin(Support drawn, Support domain) {
    double low = drawn.least();
    double high = drawn.most();
    if (low < domain.least() || high > domain.most()) {
      throw new IllegalArgumentException(
          "TransformedDistribution: what the base draws %s, but it goes from %s to %s."
              .formatted(domain, low, high));
    }
  }

  @Override
  default Shape batchShape() {
    Shape base = base().batchShape();
    Tensor sign = transform().direction();
    return sign == null || base().eventShape().rank() > 0
        ? base
        : Shape.broadcast("TransformedDistribution", base, sign.shape());
  }

  @Override
  default Shape eventShape() {
    return base().eventShape();
  }

  @Override
  default Support support() {
    return Support.image(base().support(), transform());
  }

  @Override
  default TransformedDistribution expand(int... batchShape) {
    return of((Reparameterized) base().expand(batchShape), transform());
  }

  @Override
  default Tensor rsample(Rng rng, int... sampleShape) {
    return transform().forward(((Reparameterized) wide()).rsample(rng, sampleShape));
  }

  /// The base with the batch of the whole.
  private Distribution wide() {
    Shape batch = batchShape();
    return base().batchShape().equals(batch) ? base() : base().expand(batch.toArray());
  }

  @Override
  default Tensor logProb(Tensor value) {
    Tensor shaped = Parameters.shaped("logProb", this, Tensors.real("logProb", value));
    Tensor y = support().require("logProb", "a value of TransformedDistribution", shaped);
    Tensor x = transform().inverse(y);
    int rest = eventShape().rank() - transform().eventRank();
    Tensor possible = base().support().contains(x.stopGradient());
    if (possible.all().item() == 0) {
      return unlikely(this, y, possible);
    }
    Tensor change = Shapes.sumLast(transform().logAbsDetJacobian(x, y), rest);
    return base().logProb(x).subtract(change);
  }

  /// A value may be so far out that the base's is no number of its type, or an end of its support: the density is 0 there, with slope 0.
  private static Tensor unlikely(TransformedDistribution whole, Tensor value, Tensor possible) {
    Tensor mask = Outside.withEvent(possible, whole.eventShape().rank());
    Tensor other =
        whole.eventShape().rank() > 0
            ? whole.base().sample(Rng.of(0)).to(value.dtype())
            : member(whole.base().support(), value, () -> whole.base().sample(Rng.of(0)));
    Tensor y = Tensors.where(mask, value, whole.transform().forward(other).stopGradient());
    Tensor x = whole.transform().inverse(y);
    int rest = whole.eventShape().rank() - whole.transform().eventRank();
    Tensor change = Shapes.sumLast(whole.transform().logAbsDetJacobian(x, y), rest);
    Tensor density = whole.base().logProb(x).subtract(change);
    Tensor none = Tensors.full(density.dtype(), Shape.SCALAR, Double.NEGATIVE_INFINITY);
    return Tensors.where(possible, density, none);
  }

  /// A number of a set, from which a transform and its inverse have finite slopes.
  private static Tensor member(Support set, Tensor like, Supplier<Tensor> otherwise) {
    for (double number : new double[] {1, 0.5}) {
      Tensor x = Tensors.full(like.dtype(), Shape.SCALAR, number);
      if (set.contains(x).all().item() != 0) {
        return x;
      }
    }
    return otherwise.get().stopGradient();
  }

  @Override
  default Tensor mean() {
    return transform() instanceof AffineTransform affine
        ? affine.forward(base().mean())
        : unknown();
  }

  @Override
  default Tensor variance() {
    return transform() instanceof AffineTransform affine
        ? affine.scale().square().multiply(base().variance()).expandTo(Shapes.whole(this))
        : unknown();
  }

  @Override
  default Tensor mode() {
    return transform() instanceof AffineTransform affine
        ? affine.forward(base().mode())
        : unknown();
  }

  private Tensor unknown() {
    return Parameters.full(this, base().mean().dtype(), Double.NaN);
  }

  /// The probability that the base draws at most `x`, or at least where the transform falls.
  private static Tensor cumulative(TransformedDistribution whole, HasCdf base, Tensor value) {
    Parameters.shaped("cdf", whole, value);
    Tensor y = Support.NUMBER.require("cdf", "the value", Tensors.real("cdf", value));
    Transform f = whole.transform();
    Tensor x = f.inverse(y);
    Tensor possible =
        f.codomain().contains(y.stopGradient()).logicalAnd(x.stopGradient().isFinite());
    Tensor probability = base.cdf(x);
    if (possible.all().item() == 0) {
      // numbers outside are kept from the gradient: the inverse's may be infinite there
      Tensor other = member(f.codomain(), y, () -> f.forward(whole.base().sample(Rng.of(0))));
      Tensor inside = base.cdf(f.inverse(Tensors.where(possible, y, other)));
      probability = Tensors.where(possible, inside, probability.stopGradient());
    }
    Tensor falls = direction(whole).less(0);
    return falls.any().item() == 0
        ? probability
        : Tensors.where(falls, probability.negate().add(1), probability);
  }

  private static Tensor direction(TransformedDistribution whole) {
    return Objects.requireNonNull(whole.transform().direction());
  }

  /// Without a `cdf`.
  ///
  /// @param base the distribution of `x`
  /// @param transform the function `f`
  record Plain(Reparameterized base, Transform transform) implements TransformedDistribution {
    /// Checks that the transform fits.
    public Plain {
      check(base, transform);
    }
  }

  /// With the `cdf` of the base.
  ///
  /// @param base the distribution of `x`
  /// @param known the same as one that has a `cdf`
  /// @param transform the function `f`
  record WithCdf(Reparameterized base, HasCdf known, Transform transform)
      implements TransformedDistribution, HasCdf {
    /// Checks that the transform fits.
    public WithCdf {
      check(base, transform);
    }

    @Override
    public Shape eventShape() {
      return Shape.SCALAR;
    }

    @Override
    public Tensor cdf(Tensor value) {
      return cumulative(this, known, value);
    }
  }

  /// With the `cdf` and the `icdf` of the base.
  ///
  /// @param base the distribution of `x`
  /// @param known the same as one that has an `icdf`
  /// @param transform the function `f`
  record WithInverseCdf(Reparameterized base, HasInverseCdf known, Transform transform)
      implements TransformedDistribution, HasInverseCdf {
    /// Checks that the transform fits.
    public WithInverseCdf {
      check(base, transform);
    }

    @Override
    public Shape eventShape() {
      return Shape.SCALAR;
    }

    @Override
    public Tensor cdf(Tensor value) {
      return cumulative(this, known, value);
    }

    /// The transformed quantile of the base. An end of the values is a constant for the parameters: where it is infinite the slope in `p`
    /// alone is.
    @Override
    public Tensor icdf(Tensor p) {
      Tensor falls = direction(this).less(0);
      Tensor q = Support.UNIT_INTERVAL.require("icdf", "p", Tensors.real("icdf", p));
      Tensor from = falls.any().item() == 0 ? q : Tensors.where(falls, q.negate().add(1), q);
      Tensor x = known.icdf(from);
      Tensor y = transform.forward(x);
      // where the base has no finite quantile and its image is one, that is an end of the values, a
      // constant
      Tensor end = x.stopGradient().isInfinite().logicalAnd(y.stopGradient().isFinite());
      Tensor constant = y.stopGradient();
      if (hasPower(transform)) {
        // there slopes of the base and of a power may be 0 and infinite
        Tensor corner = x.stopGradient().isInfinite().logicalOr(x.equalTo(0));
        end = corner.logicalAnd(q.equalTo(0).logicalOr(q.equalTo(1)));
        Tensor top = end.logicalAnd(constant.equalTo(Double.POSITIVE_INFINITY));
        Tensor one = constant.onesLike();
        Tensor steep = q.multiply(one.maskedFill(top, Double.POSITIVE_INFINITY)); // in p alone
        constant = Tensors.where(top, steep, constant);
      }
      if (end.any().item() == 0) {
        return y;
      }
      Tensor middle = Tensors.full(from.dtype(), Shape.SCALAR, 0.5);
      Tensor quantile = known.icdf(Tensors.where(end, middle, from));
      Tensor other = member(transform.domain(), x, () -> quantile);
      Tensor inner = transform.forward(Tensors.where(end, other, quantile));
      return Tensors.where(end, constant, inner);
    }

    private static boolean hasPower(Transform f) {
      return switch (f) {
        case PowerTransform power -> true;
        case InverseTransform inverse -> hasPower(inverse.of());
        case ComposedTransform composed ->
            composed.parts().stream().anyMatch(WithInverseCdf::hasPower);
        default -> false;
      };
    }
  }
}

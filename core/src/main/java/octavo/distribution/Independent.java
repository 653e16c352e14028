package octavo.distribution;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Distributions of a batch taken together as one: the last `axes` of the base's batch become axes of the event, and
/// `logProb`, entropy and divergence are sums over them. A vector of independent normal numbers is
/// `Independent.of(new Normal(loc, scale), 1)`.
///
/// It can do what its base can: [Pathwise] draws with gradients, [WithEntropy] has an entropy, and
/// [PathwiseWithEntropy] both.
public sealed interface Independent extends Distribution
    permits Independent.Plain,
        Independent.WithEntropy,
        Independent.Pathwise,
        Independent.PathwiseWithEntropy {
  /// The distribution whose batch axes are reinterpreted.
  Distribution base();

  /// How many of them.
  int axes();

  /// The last `axes` of the batch of `base` as axes of the event.
  ///
  /// @throws IllegalArgumentException if the batch has fewer axes, or their number is negative
  static Independent of(Distribution base, int axes) {
    if (base instanceof Reparameterized smooth) {
      return base instanceof HasEntropy known
          ? new PathwiseWithEntropy(smooth, known, axes)
          : new Pathwise(smooth, axes);
    }
    return base instanceof HasEntropy known ? new WithEntropy(known, axes) : new Plain(base, axes);
  }

  /// The last `axes` of the batch of `base` as axes of the event, drawn with gradients.
  ///
  /// @throws IllegalArgumentException if the batch has fewer axes, or their number is negative
  static Reparameterized of(Reparameterized base, int axes) {
    return base instanceof HasEntropy known
        ? new PathwiseWithEntropy(base, known, axes)
        : new Pathwise(base, axes);
  }

  /// The last `axes` of the batch of `base` as axes of the event, drawn with gradients and with an entropy.
  ///
  /// @throws IllegalArgumentException if the batch has fewer axes, or their number is negative
  static <D extends HasEntropy & Reparameterized> PathwiseWithEntropy of(D base, int axes) {
    return new PathwiseWithEntropy(base, base, axes);
  }

  @Override
  default Shape batchShape() {
    return Shapes.leading(base().batchShape(), axes());
  }

  @Override
  default Shape eventShape() {
    return Shapes.concat(Shapes.trailing(base().batchShape(), axes()), base().eventShape());
  }

  @Override
  default Support support() {
    return base().support().independent(axes());
  }

  @Override
  default Tensor logProb(Tensor value) {
    Parameters.shaped("logProb", this, value);
    return Shapes.sumLast(base().logProb(value), axes());
  }

  @Override
  default Tensor mean() {
    return base().mean();
  }

  @Override
  default Tensor variance() {
    return base().variance();
  }

  @Override
  default Tensor mode() {
    return base().mode();
  }

  private static void check(Distribution base, int axes) {
    if (axes < 0 || axes > base.batchShape().rank()) {
      throw new IllegalArgumentException(
          "Independent: the number of axes must be from 0 to that of the batch, but is %d for the batch %s."
              .formatted(axes, base.batchShape()));
    }
  }

  @Override
  default Independent expand(int... batchShape) {
    Shape reinterpreted = Shapes.trailing(base().batchShape(), axes());
    int[] wide = Shapes.concat(Shape.of(batchShape), reinterpreted).toArray();
    return of(base().expand(wide), axes());
  }

  /// Over a base that has neither gradients of its draws nor an entropy.
  ///
  /// @param base the distribution whose batch axes are reinterpreted
  /// @param axes how many of them
  record Plain(Distribution base, int axes) implements Independent {
    /// Checks the number of axes.
    public Plain {
      check(base, axes);
    }

    @Override
    public Tensor sample(Rng rng, int... sampleShape) {
      return base.sample(rng, sampleShape);
    }
  }

  /// Over a base that has an entropy.
  ///
  /// @param base the distribution whose batch axes are reinterpreted
  /// @param axes how many of them
  record WithEntropy(HasEntropy base, int axes) implements Independent, HasEntropy {
    /// Checks the number of axes.
    public WithEntropy {
      check(base, axes);
    }

    @Override
    public Tensor sample(Rng rng, int... sampleShape) {
      return base.sample(rng, sampleShape);
    }

    @Override
    public Tensor entropy() {
      return Shapes.sumLast(base.entropy(), axes);
    }
  }

  /// Over a base that is drawn with gradients.
  ///
  /// @param base the distribution whose batch axes are reinterpreted
  /// @param axes how many of them
  record Pathwise(Reparameterized base, int axes) implements Independent, Reparameterized {
    /// Checks the number of axes.
    public Pathwise {
      check(base, axes);
    }

    @Override
    public Tensor rsample(Rng rng, int... sampleShape) {
      return base.rsample(rng, sampleShape);
    }
  }

  /// Over a base that is drawn with gradients and has an entropy.
  ///
  /// @param base the distribution whose batch axes are reinterpreted
  /// @param known the same as one that has an entropy
  /// @param axes how many of them
  record PathwiseWithEntropy(Reparameterized base, HasEntropy known, int axes)
      implements Independent, Reparameterized, HasEntropy {
    /// Checks the number of axes.
    public PathwiseWithEntropy {
      check(base, axes);
    }

    @Override
    public Tensor rsample(Rng rng, int... sampleShape) {
      return base.rsample(rng, sampleShape);
    }

    @Override
    public Tensor entropy() {
      return Shapes.sumLast(known.entropy(), axes);
    }
  }
}

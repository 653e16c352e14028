package octavo.distribution;

import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A draw from one of several distributions of one family, which is chosen at random: `p(x) = Σₖ πₖ·pₖ(x)`. The last
/// axis of the components' batch numbers them.
///
/// Where the components have a `cdf`, so has the mixture ([WithCdf]). It has no closed form of the mode, which is NaN,
/// nor of the entropy, and draws are not differentiable.
public sealed interface Mixture extends Distribution permits Mixture.Plain, Mixture.WithCdf {
  /// Which component is chosen.
  Categorical weights();

  /// The components, `[batch…, components]`.
  Distribution components();

  /// A mixture of the last axis of the batch of `components`.
  ///
  /// @throws IllegalArgumentException if there are more or fewer components than weights, or batches do not broadcast
  static Mixture of(Categorical weights, Distribution components) {
    return components instanceof HasCdf known ? of(weights, known) : new Plain(weights, components);
  }

  /// A mixture of the last axis of the batch of `components`.
  ///
  /// @throws IllegalArgumentException if there are more or fewer components than weights, or batches do not broadcast
  static WithCdf of(Categorical weights, HasCdf components) {
    return new WithCdf(weights, components);
  }

  private static void check(Categorical weights, Distribution components) {
    Shape batch = components.batchShape();
    if (batch.rank() == 0 || batch.size(-1) != weights.classes()) {
      throw new IllegalArgumentException(
          "Mixture: the last axis of the components' batch must number them as the weights do, but the batch is %s and there are %d weights."
              .formatted(batch, weights.classes()));
    }
    Shape.broadcast("Mixture", weights.batchShape(), batch.without(-1));
  }

  @Override
  default Shape batchShape() {
    return Shape.broadcast(
        "Mixture", weights().batchShape(), components().batchShape().without(-1));
  }

  @Override
  default Shape eventShape() {
    return components().eventShape();
  }

  @Override
  default Support support() {
    return Support.union(components().support());
  }

  @Override
  default Mixture expand(int... batchShape) {
    return of(weights().expand(batchShape), wide(Shape.of(batchShape)));
  }

  private Distribution wide(Shape batch) {
    return components().expand(batch.with(batch.rank(), weights().classes()).toArray());
  }

  @Override
  default Tensor sample(Rng rng, int... sampleShape) {
    Shape batch = batchShape();
    Tensor all = wide(batch).sample(rng, sampleShape);
    Tensor chosen = weights().expand(batch.toArray()).sample(rng, sampleShape);
    int axis = chosen.rank();
    int[] sizes = all.shape().toArray();
    sizes[axis] = 1;
    Tensor places = Outside.withEvent(chosen, eventShape().rank() + 1).expandTo(Shape.of(sizes));
    return all.gather(axis, places).squeeze(axis);
  }

  /// A value, or a tensor with the event's axes, with an axis for the components.
  private Tensor spread(Tensor value) {
    return value.unsqueeze(value.rank() - eventShape().rank());
  }

  @Override
  default Tensor logProb(Tensor value) {
    Parameters.shaped("logProb", this, value);
    Tensor x = support().require("logProb", "a value of Mixture", value);
    Tensor each = Outside.logProb(components(), spread(x));
    return each.add(weights().logProbs()).logSumExp(-1);
  }

  private Tensor average(Tensor each) {
    Tensor share = Outside.withEvent(weights().probs(), eventShape().rank());
    if (!Logits.allFinite(each)) { // an infinite moment is a constant
      Tensor finite = each.stopGradient().isFinite();
      Tensor infinite = finite.logicalNot().any(Axes.keep(-1 - eventShape().rank()));
      share = Tensors.where(infinite, share.stopGradient(), share);
    }
    return Logits.product(share, each).sum(-1 - eventShape().rank());
  }

  @Override
  default Tensor mean() {
    return average(components().mean());
  }

  /// The mean of the components' variances and the variance of their means.
  @Override
  default Tensor variance() {
    Tensor distance = components().mean().subtract(spread(mean()));
    return average(components().variance().add(distance.square()));
  }

  @Override
  default Tensor mode() {
    return Parameters.full(this, mean().dtype(), Double.NaN);
  }

  /// Of components without a `cdf`.
  ///
  /// @param weights which component is chosen
  /// @param components the components, `[batch…, components]`
  record Plain(Categorical weights, Distribution components) implements Mixture {
    /// Checks that weights and components fit.
    public Plain {
      check(weights, components);
    }
  }

  /// Of components that have a `cdf`.
  ///
  /// @param weights which component is chosen
  /// @param components the components, `[batch…, components]`
  record WithCdf(Categorical weights, HasCdf components) implements Mixture, HasCdf {
    /// Checks that weights and components fit.
    public WithCdf {
      check(weights, components);
    }

    @Override
    public Shape eventShape() {
      return Shape.SCALAR;
    }

    @Override
    public Tensor cdf(Tensor value) {
      Parameters.shaped("cdf", this, value);
      return weights.probs().multiply(components.cdf(value.unsqueeze(value.rank()))).sum(-1);
    }
  }
}

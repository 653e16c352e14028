package octavo.estimator;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.distribution.Distribution;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What REBAR and RELAX share: the score function of `f(b) - c(z̃)` plus the path of `c(z) - c(z̃)`, where `z` is drawn, `b =
/// H(z)`, and `z̃` is drawn given `b`. Unbiased for every `c`, since `E c(z̃) | b` is `E c(z) | b`. What `c` has learned is taught by the square
/// of the gradient, whose mean is the variance but for a constant.
///
/// @param relaxation how `b` comes of `z`
/// @param control `c`, from `[samples, …]` with the axes of the logits to `[samples, rows…]`
/// @param learned the parameters of `c`; none if it is not to learn
record ControlVariate<D extends Distribution>(
    Relaxation<D> relaxation, UnaryOperator<Tensor> control, List<Parameter> learned) {
  Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Tensor given = relaxation.logits(distribution);
    Tensor logits = given.stopGradient().tracked();
    Tensor z = relaxation.draw(logits, rng, samples);
    Tensor b = relaxation.hard(z);
    Tensor conditional = relaxation.drawGiven(logits, b, rng);
    Draw draw = Draw.of(distribution, objective, b);
    Tensor free = control.apply(z);
    Tensor bound = control.apply(conditional);
    Tensor logProb = draw.perRow(relaxation.logProb(logits, b));
    boolean record = !learned.isEmpty();
    Tensor weight = draw.values().stopGradient().subtract(record ? bound : bound.stopGradient());
    Tensor score = Derivatives.gradients(logProb, weight, record, logits)[0];
    Tensor difference = free.subtract(bound);
    @Nullable Tensor path =
        Derivatives.gradientsOrNull(difference, difference.stopGradient().onesLike(), record, logits)[0];
    Tensor gradient = (path == null ? score : score.add(path)).multiply(1.0 / samples);
    Tensor surrogate = Surrogates.withGradient(draw.values().mean(0), given, gradient);
    return new Estimate(surrogate, record ? Optional.of(learning(gradient)) : Optional.empty());
  }

  /// A number with the gradient of the sum of squares with respect to what is learned, and to nothing else: the
  /// objective may read tracked tensors too, which are not to serve the variance.
  private Tensor learning(Tensor gradient) {
    Tensor square = gradient.square().sum();
    Tensor[] leaves = new Tensor[learned.size()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = learned.get(i).tracked();
    }
    Tensor loss = square.stopGradient();
    @Nullable Tensor[] found =
        Derivatives.gradientsOrNull(square, square.stopGradient().onesLike(), false, leaves);
    for (int i = 0; i < leaves.length; i++) {
      Tensor one = found[i];
      if (one != null) {
        Tensor zero = leaves[i].subtract(leaves[i].stopGradient());
        loss = loss.add(zero.multiply(one.stopGradient()).sum().to(loss.dtype()));
      }
    }
    return loss;
  }
}

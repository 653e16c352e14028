package octavo.estimator;

import java.util.List;
import java.util.Optional;
import octavo.autograd.Derivatives;
import octavo.distribution.Distribution;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What REBAR and RELAX share: the score function of `f(b) - c(z̃)` plus the path of `c(z) - c(z̃)`, where `z` is drawn,
/// `b = H(z)`, and `z̃` is drawn given `b`. Unbiased for every `c`, since given `b` both have the same mean. What `c` learns
/// is taught by the square of a row's gradient, whose mean is the variance but for a constant.
///
/// The noise of `z̃` is tied to that of `z` so that both are the same number (Tucker et al., 2017, appendix): they
/// differ in how they depend on the logits. So `c` is evaluated once, and of its slopes only what the two paths do not
/// share is left.
///
/// @param relaxation how `b` comes of `z`
/// @param control `c`
/// @param learned the parameters of `c`; none if it is not to learn
record ControlVariate<D extends Distribution>(
    Relaxation<D> relaxation, Control control, List<Parameter> learned) {
  /// A function of `z`.
  interface Control {
    /// The values `[samples, rows…]` at `z` `[samples, …]` with the axes of the logits.
    Tensor at(Tensor z, Shape values);
  }

  Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Tensor parameter = relaxation.logits(distribution);
    Tensor logits = parameter.stopGradient().tracked();
    Tensor z = relaxation.draw(logits, rng, samples);
    Tensor b = relaxation.hard(z);
    Tensor given = relaxation.tied(logits, b, z.stopGradient());
    Draw draw = Draw.of(distribution, objective, b);
    boolean record = !learned.isEmpty();
    Tensor at = z.stopGradient().tracked();
    Tensor c = control.at(at, draw.values().shape());
    @Nullable Tensor slope =
        c.isTracked()
            ? Derivatives.gradientsOrNull(c, c.stopGradient().onesLike(), record, at)[0]
            : null;
    Tensor weight = draw.values().stopGradient().subtract(record ? c : c.stopGradient());
    Tensor logProb = draw.perRow(relaxation.logProb(logits, b));
    Tensor gradient = Derivatives.gradients(logProb, weight, record, logits)[0];
    if (slope != null) {
      Tensor path = Derivatives.gradients(z.subtract(given), slope, record, logits)[0];
      gradient = gradient.add(path);
    }
    gradient = gradient.multiply(1.0 / samples);
    Tensor surrogate = Surrogates.withGradient(draw.values().mean(0), parameter, gradient);
    return new Estimate(
        surrogate,
        record ? Optional.of(learning(gradient, surrogate.elements())) : Optional.empty());
  }

  /// A number with the gradient of the sum of squares, in the mean over the rows, with respect to what is learned, and to nothing
  /// else: the objective may read tracked tensors too, which are not to serve the variance.
  private Tensor learning(Tensor gradient, int rows) {
    Tensor square = gradient.square().sum().multiply(1.0 / Math.max(1, rows));
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

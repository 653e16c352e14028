package octavo.estimator;

import java.util.Optional;
import octavo.autograd.Gradients;
import octavo.tensor.Tensor;

/// An estimate of `L = E f(z)`, one for each row, and of its gradient.
///
/// The surrogate carries both: its numbers are the estimate of `L`, its gradient is the estimate of the
/// gradient with respect to the parameters of the distribution and to whatever they were computed from. It can be
/// part of a larger loss, so an encoder ahead of the distribution learns as any network does:
///
/// ```java
/// Estimate elbo = estimator.estimate(Bernoulli.ofLogits(encoder.forward(x, mode)), f, 1, rng);
/// optimizer.step(elbo.loss().gradients());
/// ```
///
/// @param surrogate `[rows…]`
/// @param learning a number whose gradient teaches what the estimator itself learns (a baseline, a control
///     variate) in the mean over the rows, and that reaches nothing else; empty for estimators that learn nothing
public record Estimate(Tensor surrogate, Optional<Tensor> learning) {
  /// An estimate by an estimator that learns nothing.
  public static Estimate of(Tensor surrogate) {
    return new Estimate(surrogate, Optional.empty());
  }

  /// The estimate of `L`, `[rows…]`, a constant.
  public Tensor value() {
    return surrogate.stopGradient();
  }

  /// The mean of the surrogate over the rows, plus [#learning()] if there is one: what a training step minimizes.
  /// Its number is the loss only where nothing is learned; take [#value()] to report it.
  public Tensor loss() {
    Tensor mean = surrogate.mean();
    return learning.map(mean::add).orElse(mean);
  }

  /// The gradients of the sum over the rows, so that each row has its own gradient in parameters that have an
  /// axis of rows.
  ///
  /// @throws IllegalStateException if no parameter of the distribution is tracked
  public Gradients gradients() {
    return surrogate.sum().gradients();
  }
}

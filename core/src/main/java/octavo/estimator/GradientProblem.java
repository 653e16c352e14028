package octavo.estimator;

import java.util.function.Function;
import octavo.distribution.Distribution;
import octavo.distribution.Enumerable;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// An expectation whose gradient is known, so that estimators can be held against it.
///
/// The parameters get an axis of *replicas* in front, one for each repetition of the estimate, and so does the batch of
/// the distribution: that is how thousands of estimates are made in one pass.
///
/// ```java
/// GradientProblem<Normal> square =
///     GradientProblem.of(
///         "z²",
///         Tensor.of(1, 1), // μ and σ
///         t -> Normal.of(t.at(all(), index(0)), t.at(all(), index(1))),
///         Tensor::square,
///         Tensor.of(2, 2));
/// ```
///
/// @param name what it is, in a few words
/// @param theta the parameters `θ`, of any shape `[…]`
/// @param distribution `pθ`, from `[replicas, …]` to a distribution whose batch begins with the replicas
/// @param objective `f`, from `[samples, replicas, …]` to `[samples, replicas]`
/// @param gradient the true `∇θ E f(z)`, of the shape of `theta`
/// @param <D> the distribution
public record GradientProblem<D extends Distribution>(
    String name,
    Tensor theta,
    Function<Tensor, D> distribution,
    Objective objective,
    Tensor gradient) {
  /// Checks the shapes.
  ///
  /// @throws IllegalArgumentException if the gradient has another shape than `theta`
  public GradientProblem {
    if (!gradient.shape().equals(theta.shape())) {
      throw new IllegalArgumentException(
          "GradientProblem: the gradient must have the shape of theta, but they are %s and %s."
              .formatted(gradient.shape(), theta.shape()));
    }
    theta = theta.stopGradient();
    gradient = gradient.stopGradient();
  }

  /// A problem with a gradient in closed form.
  ///
  /// @throws IllegalArgumentException if the gradient has another shape than `theta`
  public static <D extends Distribution> GradientProblem<D> of(
      String name,
      Tensor theta,
      Function<Tensor, D> distribution,
      Objective objective,
      Tensor gradient) {
    return new GradientProblem<>(name, theta, distribution, objective, gradient);
  }

  /// A problem whose gradient is summed over all states ([ExactEnumeration]).
  ///
  /// @throws IllegalArgumentException if there are more than 65 536 states
  public static <D extends Enumerable> GradientProblem<D> enumerated(
      String name, Tensor theta, Function<Tensor, D> distribution, Objective objective) {
    Tensor one = replicas(theta, 1);
    Estimate exact =
        ExactEnumeration.create().estimate(distribution.apply(one), objective, 1, Rng.of(0));
    Tensor gradient = exact.gradients().of(one).reshape(theta.shape());
    return new GradientProblem<>(name, theta, distribution, objective, gradient);
  }

  /// So many copies of the parameters, each a variable of its own: `[replicas, …]`, tracked.
  Tensor replicas(int count) {
    return replicas(theta, count);
  }

  private static Tensor replicas(Tensor theta, int count) {
    return theta.stopGradient().expandTo(theta.shape().with(0, count)).copy().tracked();
  }
}

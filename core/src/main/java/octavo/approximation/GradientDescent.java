package octavo.approximation;

import java.util.stream.IntStream;
import octavo.random.Rng;

/// The minimum of `1/n·Σᵢ f(w, xᵢ)` over a data set by
///
/// `w_{k+1} = w_k − a_k·1/m·Σ_{i ∈ batch} ∇f(w_k, xᵢ)`
///
/// with all samples (BGD), `m` (MBGD) or one (SGD) in a batch: see [Batches]. With samples drawn
/// independently it is Robbins-Monro for `g(w) = E[∇f(w, X)]`, where `X` is one of the samples, each as
/// likely: the finite data set is the same problem exactly, no approximation of it. The conditions on the
/// function are then `0 < c₁ ≤ ∇²f ≤ c₂`.
///
/// For a stream without end use [RobbinsMonro] and draw the sample in the field.
///
/// @param gradient of one sample
/// @param steps the `a_k`
/// @param batches which samples each step takes
/// @param options where points may be and what is recorded
public record GradientDescent(
    SampleGradient gradient, StepRule steps, Batches batches, RunOptions options) {
  /// With these batches.
  public static GradientDescent of(SampleGradient gradient, StepRule steps, Batches batches) {
    return new GradientDescent(gradient, steps, batches, RunOptions.DEFAULT);
  }

  /// Batch gradient descent: all samples at each step.
  public static GradientDescent bgd(SampleGradient gradient, StepRule steps) {
    return of(gradient, steps, Batches.all());
  }

  /// Mini-batch gradient descent: `m` samples at each step, drawn independently.
  ///
  /// @throws IllegalArgumentException if `m` is below 1
  public static GradientDescent mbgd(SampleGradient gradient, StepRule steps, int m) {
    return of(gradient, steps, Batches.withReplacement(m));
  }

  /// Stochastic gradient descent: one sample at each step, drawn independently.
  public static GradientDescent sgd(SampleGradient gradient, StepRule steps) {
    return of(gradient, steps, Batches.single());
  }

  /// With other options.
  public GradientDescent withOptions(RunOptions other) {
    return new GradientDescent(gradient, steps, batches, other);
  }

  /// The conditions on the steps, decided. BGD has no noise, and needs no shrinking steps.
  public Conditions conditions() {
    return batches instanceof Batches.All
        ? Conditions.of(steps.sumIsInfinite())
        : steps.conditions();
  }

  /// Takes so many steps from `start`. What runs away is reported in the result; its evaluations are
  /// gradients of single samples.
  ///
  /// @param data `[samples][coordinates of a sample]`
  /// @throws IllegalArgumentException if there is no sample or fewer than a batch, `start` is not finite or
  ///   not in the set of the projection, or `count` is below 1
  public Trajectory run(double[][] data, double[] start, long count, Rng rng) {
    requireData("GradientDescent", data);
    BatchSampler sampler = new BatchSampler(batches, data.length);
    Walk walk = new Walk("GradientDescent", options, start, count);
    long evaluations = 0;
    boolean going = true;
    while (going && walk.next() <= count) {
      int[] batch = sampler.next(rng);
      evaluations += batch.length;
      going = walk.step(steps.at(walk.next()), mean(walk.at(), data, batch));
    }
    return walk.end(evaluations);
  }

  /// The mean gradient over all samples.
  ///
  /// @throws IllegalArgumentException if there is no sample
  public double[] fullGradient(double[][] data, double[] w) {
    requireData("fullGradient", data);
    return mean(w, data, IntStream.range(0, data.length).toArray());
  }

  /// The pattern of convergence: the relative error of the gradient at each recorded point,
  ///
  /// `δ_k = ‖g̃_k − g(w_k)‖ / ‖g(w_k)‖`,
  ///
  /// with `g̃_k` the mean over the batch and `g` that over all samples. Far from the goal it is small, and
  /// the walk is that of BGD; near it `g` tends to 0, and the walk is mostly noise. Infinite where `g` is 0.
  ///
  /// @param run of this descent over this data, with [RunOptions#withMeasurements]
  /// @throws IllegalStateException if the measurements were not kept
  public double[] relativeErrors(double[][] data, Trajectory run) {
    return errors(data, run, (w, g) -> Vectors.norm(g));
  }

  /// The bound of [#relativeErrors] that the distance to the goal gives:
  /// `δ_k ≤ ‖g̃_k − g(w_k)‖/(c·‖w_k − w*‖)`, where `∇²f ≥ c > 0`.
  ///
  /// @param goal the minimum `w*`
  /// @param c the smallest curvature
  /// @throws IllegalArgumentException if `c` is not positive or `goal` has another number of coordinates
  /// @throws IllegalStateException if the measurements were not kept
  public double[] relativeErrorBounds(double[][] data, Trajectory run, double[] goal, double c) {
    Vectors.requireDimension("relativeErrorBounds", "goal", goal, run.dimension());
    if (!(c > 0)) {
      throw new IllegalArgumentException(
          "relativeErrorBounds: c must be positive, but is " + c + ".");
    }
    return errors(data, run, (w, g) -> c * Vectors.distance(w, goal));
  }

  private interface Scale {
    double of(double[] w, double[] full);
  }

  private double[] errors(double[][] data, Trajectory run, Scale scale) {
    double[][] measured = run.measurements();
    double[][] points = run.points();
    double[] errors = new double[measured.length];
    for (int row = 0; row < errors.length; row++) {
      double[] full = fullGradient(data, points[row]);
      double size = scale.of(points[row], full);
      double error = Vectors.distance(measured[row], full);
      errors[row] = size == 0 ? Double.POSITIVE_INFINITY : error / size;
    }
    return errors;
  }

  private double[] mean(double[] w, double[][] data, int[] batch) {
    double[] sum = new double[w.length];
    for (int i : batch) {
      double[] each = gradient.at(w, data[i]);
      Vectors.requireDimension("GradientDescent", "the gradient", each, w.length);
      sum = Vectors.plus(sum, 1, each);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= batch.length;
    }
    return sum;
  }

  private static void requireData(String operation, double[][] data) {
    if (data.length == 0) {
      throw new IllegalArgumentException(
          operation + ": there must be at least one sample, but there are 0.");
    }
  }
}

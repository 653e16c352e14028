package octavo.nn.smooth;

import java.util.function.UnaryOperator;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A maximizer `y*(θ) = argmax over y in C of ⟨y, θ⟩`, piecewise constant in `θ`, made smooth by noise
/// (Berthet et al., 2020): `y_ε(θ) = E y*(θ + εZ)`, estimated from samples. `C` may be one-hot vectors
/// (argmax), permutations (ranking), paths, spanning trees: whatever the solver searches.
///
/// The Jacobian is `E y*(θ + εZ)·∇ν(Z)ᵀ/ε`, where `-ν` is the logarithm of the noise's density; the solver is
/// not differentiated. With one-hot vectors and Gumbel noise the expectation is exactly `softmax(θ/ε)`.
///
/// @param solver maps `[samples, …, n]` to the maximizers, of the same shape; the last axis is one `θ`
/// @param noise the distribution of `Z`
/// @param deviation `ε`, the size of the noise
/// @param samples how many are drawn
public record PerturbedMaximizer(
    UnaryOperator<Tensor> solver, Noise noise, double deviation, int samples) {
  /// A distribution with independent elements.
  public enum Noise {
    /// Normal with mean 0 and deviation 1: `ν = z²/2`.
    GAUSSIAN,
    /// Gumbel's: `ν = z + e^(-z)`, mean 0.5772.
    GUMBEL
  }

  /// Checks the numbers.
  public PerturbedMaximizer {
    Peak.require("PerturbedMaximizer", "deviation", deviation);
    GaussianSmoothing.requireSamples("PerturbedMaximizer", samples);
  }

  /// Over the set that a solver searches, with Gaussian noise and 100 samples.
  ///
  /// @throws IllegalArgumentException if the deviation is not positive
  public static PerturbedMaximizer of(UnaryOperator<Tensor> solver, double deviation) {
    return new PerturbedMaximizer(solver, Noise.GAUSSIAN, deviation, 100);
  }

  /// Over one-hot vectors: a smooth `onehot(argmax θ)` along the last axis.
  ///
  /// @throws IllegalArgumentException if the deviation is not positive
  public static PerturbedMaximizer argmax(double deviation) {
    return of(x -> Tensors.oneHot(x.argMax(-1), x.size(-1)).to(x.dtype()), deviation);
  }

  /// Over permutations of `0, …, n - 1`: smooth ranks from the smallest along the last axis.
  ///
  /// @throws IllegalArgumentException if the deviation is not positive
  public static PerturbedMaximizer rank(double deviation) {
    return of(x -> x.sort(-1).indices().sort(-1).indices().to(x.dtype()), deviation);
  }

  /// The same with other noise.
  public PerturbedMaximizer withNoise(Noise other) {
    return new PerturbedMaximizer(solver, other, deviation, samples);
  }

  /// The same with so many samples.
  ///
  /// @throws IllegalArgumentException if there is none
  public PerturbedMaximizer withSamples(int number) {
    return new PerturbedMaximizer(solver, noise, deviation, number);
  }

  /// The estimate of `y_ε(θ)` for `θ` `[…, n]`, of the same shape. Its gradient is the estimator above with
  /// the mean of the other samples as baseline; derivatives of higher order are unbiased likewise.
  ///
  /// @throws IllegalArgumentException if `θ` is a scalar, or the solver's result has another shape
  public Tensor of(Tensor theta, Rng rng) {
    Tensor center = Tensors.real("PerturbedMaximizer", theta);
    if (theta.rank() == 0) {
      throw new IllegalArgumentException(
          "PerturbedMaximizer: theta must be […, n], but is a scalar.");
    }
    int[] shape = theta.shape().with(0, samples).toArray();
    Tensor points = center.stopGradient().add(draw(center.dtype(), rng, shape).multiply(deviation));
    Tensor found = solver.apply(points.stopGradient()).stopGradient();
    if (!found.shape().equals(points.shape())) {
      throw new IllegalArgumentException(
          "PerturbedMaximizer: the solver must keep the shape %s, but gave %s."
              .formatted(points.shape(), found.shape()));
    }
    Tensor z = points.subtract(center).multiply(1 / deviation);
    Tensor logDensity =
        switch (noise) {
          case GAUSSIAN -> z.square().multiply(-0.5);
          case GUMBEL -> z.add(z.negate().exp()).negate();
        };
    return ScoreFunction.mean(found.to(center.dtype()), logDensity.sum(Axes.keep(-1)), 1);
  }

  /// Noise drawn in float32, so that both types see the same.
  private Tensor draw(DType dtype, Rng rng, int[] shape) {
    return switch (noise) {
      case GAUSSIAN -> RandomTensors.normal(rng, shape).to(dtype);
      case GUMBEL -> {
        // uniform numbers are multiples of 2⁻²⁴ from 0; half a step more keeps both logarithms
        // finite
        Tensor u = RandomTensors.uniform(rng, 0, 1, shape).to(DType.FLOAT64).add(0x1p-25);
        yield u.log().negate().log().negate().to(dtype);
      }
    };
  }
}

package octavo.nn.smooth;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Any function of numbers `x` made smooth by convolution with a Gaussian: `f_σ(x) = E f(x + σz)`, `z` normal,
/// estimated from samples. If `f` has slopes up to `L` in `d` numbers, `|f_σ - f| ≤ L·σ·√d`. Of a step comes
/// `Φ(x/σ)`, of `relu` `xΦ(x/σ) + σφ(x/σ)`, of `|x|` `x·erf(x/(σ√2)) + σ√(2/π)·e^(-x²/(2σ²))`.
///
/// ```
/// Tensor y = GaussianSmoothing.of(0.1).withSamples(1000).withAntithetic().value(f, x, rng);
/// ```
///
/// @param deviation `σ`
/// @param samples how many `z` are drawn
/// @param antithetic whether `-z` is used with every `z`: twice the evaluations, and no variance from
///     the even part of `f` in the gradient
public record GaussianSmoothing(double deviation, int samples, boolean antithetic) {
  /// Checks the numbers.
  public GaussianSmoothing {
    Peak.require("GaussianSmoothing", "deviation", deviation);
    requireSamples("GaussianSmoothing", samples);
  }

  static void requireSamples(String operation, int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException(
          operation + ": the samples must be 1 or more, but are " + samples + ".");
    }
  }

  /// With 100 samples, not antithetic.
  ///
  /// @throws IllegalArgumentException if the deviation is not positive
  public static GaussianSmoothing of(double deviation) {
    return new GaussianSmoothing(deviation, 100, false);
  }

  /// The same with so many samples.
  ///
  /// @throws IllegalArgumentException if there is none
  public GaussianSmoothing withSamples(int number) {
    return new GaussianSmoothing(deviation, number, antithetic);
  }

  /// The same with `-z` for every `z`.
  public GaussianSmoothing withAntithetic() {
    return new GaussianSmoothing(deviation, samples, true);
  }

  /// The estimate of `f_σ(x)`, a scalar; `f` maps `[samples, …]` with the axes of `x` to `[samples]` and need
  /// not be differentiable. Its gradient is the score function's, `E f(x + σz)·z/σ`, with the mean of
  /// the other samples as baseline; derivatives of higher order are unbiased likewise.
  ///
  /// @throws IllegalArgumentException if the result of `f` has another shape
  public Tensor value(UnaryOperator<Tensor> f, Tensor x, Rng rng) {
    Tensor center = Tensors.real("GaussianSmoothing", x);
    Tensor points = center.stopGradient().add(noise(center, rng));
    Tensor values = results(f, points);
    int[] axes = new int[x.rank()];
    Arrays.setAll(axes, i -> i + 1);
    Tensor squares = points.subtract(center).square();
    Tensor distance = axes.length == 0 ? squares : squares.sum(axes);
    double scale = -1 / (2 * deviation * deviation);
    return ScoreFunction.mean(values.stopGradient(), distance.multiply(scale), antithetic ? 2 : 1);
  }

  /// The same estimate for a differentiable `f`, whose gradient is the mean of the samples' gradients
  /// (pathwise): usually less variance than [#value], but 0 for a function of steps.
  ///
  /// @throws IllegalArgumentException if the result of `f` has another shape
  public Tensor pathwise(UnaryOperator<Tensor> f, Tensor x, Rng rng) {
    Tensor center = Tensors.real("GaussianSmoothing", x);
    return results(f, center.add(noise(center, rng))).mean();
  }

  private Tensor noise(Tensor x, Rng rng) {
    int[] shape = x.shape().with(0, samples).toArray();
    // drawn in float32, so that both types see the same noise
    Tensor z = RandomTensors.normal(rng, shape).to(x.dtype()).multiply(deviation);
    return antithetic ? Tensors.concat(0, z, z.negate()) : z;
  }

  private static Tensor results(UnaryOperator<Tensor> f, Tensor points) {
    Tensor values = f.apply(points);
    Shape wanted = Shape.of(points.size(0));
    if (!values.shape().equals(wanted)) {
      throw new IllegalArgumentException(
          "GaussianSmoothing: the function must map %s to %s, but gave %s. Sum over the last axes, for example."
              .formatted(points.shape(), wanted, values.shape()));
    }
    return values.dtype().isFloating() ? values : values.to(points.dtype());
  }
}

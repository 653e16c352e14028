package octavo.tensor;

import java.util.Arrays;
import octavo.kernel.Kernels;
import octavo.kernel.random.Variate;
import octavo.random.Rng;
import octavo.storage.DType;

/// Tensors of random numbers. Every one draws from a generator that is given: the same generator at
/// the same place gives the same bits.
public final class RandomTensors {
  private RandomTensors() {}

  /// Uniform numbers in `[low, high)`.
  ///
  /// @throws IllegalArgumentException if `low` exceeds `high`
  public static Tensor uniform(Rng rng, double low, double high, int... shape) {
    if (!(low <= high && Float.isFinite((float) high - (float) low))) {
      throw new IllegalArgumentException(
          "uniform: low must not exceed high and their distance be a finite float32, but low is %s and high is %s."
              .formatted(low, high));
    }
    Tensor y = Tensor.toFill(DType.FLOAT32, Shape.of(shape));
    Kernels.RANDOM.uniform(rng.key(), rng.reserve(y.elements()), low, high, y.view());
    return y;
  }

  /// Normal numbers with mean 0 and deviation 1.
  public static Tensor normal(Rng rng, int... shape) {
    return normal(DType.FLOAT32, rng, 0, 1, shape);
  }

  /// Normal numbers.
  ///
  /// @throws IllegalArgumentException if the deviation is negative
  public static Tensor normal(Rng rng, double mean, double deviation, Shape shape) {
    return normal(DType.FLOAT32, rng, mean, deviation, shape.toArray());
  }

  /// Normal numbers of type float32 or float64.
  ///
  /// @throws IllegalArgumentException if the deviation is negative or the type is another
  public static Tensor normal(DType dtype, Rng rng, double mean, double deviation, int... shape) {
    if (!(deviation >= 0 && Double.isFinite(deviation))) {
      throw new IllegalArgumentException(
          "normal: the deviation must be finite and not negative, but is " + deviation + ".");
    }
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("normal: the mean must be finite, but is " + mean + ".");
    }
    if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "normal: the type must be float32 or float64, but is " + dtype + ".");
    }
    Tensor y = Tensor.toFill(dtype, Shape.of(shape));
    Kernels.RANDOM.normal(rng.key(), rng.reserve(y.elements()), mean, deviation, y.view());
    return y;
  }

  /// Numbers of Gumbel's distribution with location 0 and scale 1: `-ln(-ln u)`, `u` uniform in (0,
  /// 1). The largest of several scores to which one each is added is that of class `i` with the
  /// probability that softmax gives it.
  public static Tensor gumbel(Rng rng, int... shape) {
    return gumbel(DType.FLOAT32, rng, 0, 1, shape);
  }

  /// Numbers of Gumbel's distribution, `location - scale·ln(-ln u)`, of type float32 or float64.
  ///
  /// @throws IllegalArgumentException if the scale is not positive, a parameter not finite or the
  ///     type another
  public static Tensor gumbel(DType dtype, Rng rng, double location, double scale, int... shape) {
    if (!(scale > 0 && Double.isFinite(scale) && Double.isFinite(location))) {
      throw new IllegalArgumentException(
          "gumbel: the location must be finite and the scale finite and positive, but they are %s and %s."
              .formatted(location, scale));
    }
    if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "gumbel: the type must be float32 or float64, but is " + dtype + ".");
    }
    Tensor y = Tensor.toFill(dtype, Shape.of(shape));
    Kernels.RANDOM.gumbel(rng.key(), rng.reserve(y.elements()), location, scale, y.view());
    return y;
  }

  /// 1 with probability `p`, rounded to a multiple of 2⁻³², else 0 (float32). The form with a tensor of probabilities rounds
  /// to 2⁻⁶⁴.
  ///
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public static Tensor bernoulli(Rng rng, double p, int... shape) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("bernoulli: p must be in [0, 1], but is " + p + ".");
    }
    Tensor y = Tensor.toFill(DType.FLOAT32, Shape.of(shape));
    Kernels.RANDOM.bernoulli(rng.key(), rng.reserve(y.elements()), p, y.view());
    return y;
  }

  /// Integers in `[low, high)` (int64).
  ///
  /// @throws IllegalArgumentException if there is none
  public static Tensor integers(Rng rng, long low, long high, int... shape) {
    if (low >= high) {
      throw new IllegalArgumentException(
          "integers: low must be less than high, but low is %d and high is %d."
              .formatted(low, high));
    }
    Tensor y = Tensor.toFill(DType.INT64, Shape.of(shape));
    Kernels.RANDOM.integers(rng.key(), rng.reserve(y.elements()), low, high, y.view());
    return y;
  }

  private static void requireScale(
      String operation, DType dtype, double location, double scale, String name) {
    if (!(scale > 0 && Double.isFinite(scale) && Double.isFinite(location))) {
      throw new IllegalArgumentException(
          "%s: the location must be finite and the %s finite and positive, but they are %s and %s."
              .formatted(operation, name, location, scale));
    }
    requireFloating(operation, dtype);
  }

  private static void requireFloating(String operation, DType dtype) {
    if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
      throw new IllegalArgumentException(
          operation + ": the type must be float32 or float64, but is " + dtype + ".");
    }
  }

  /// Uniform numbers in the open interval `(low, high)`, never one of its ends, of type float32 (from 23
  /// random bits) or float64 (52): what may be put into a logarithm.
  ///
  /// @throws IllegalArgumentException if no number of the type lies between, or the type is another
  public static Tensor uniformOpen(DType dtype, Rng rng, double low, double high, int... shape) {
    requireFloating("uniformOpen", dtype);
    boolean wide = dtype == DType.FLOAT64;
    double next = wide ? Math.nextUp(low) : Math.nextUp((float) low);
    if (!(next < (wide ? high : (float) high) && Float.isFinite((float) high - (float) low))) {
      throw new IllegalArgumentException(
          "uniformOpen: a number must lie between low and high and their distance be a finite float32, but low is %s and high is %s."
              .formatted(low, high));
    }
    Tensor y = Tensor.toFill(dtype, Shape.of(shape));
    Kernels.RANDOM.uniformOpen(rng.key(), rng.reserve(y.elements()), low, high, y.view());
    return y;
  }

  /// Numbers of the exponential distribution with rate 1 (float32), all positive.
  public static Tensor exponential(Rng rng, int... shape) {
    return exponential(DType.FLOAT32, rng, 1, shape);
  }

  /// Numbers of the exponential distribution, `-ln u/rate`, of type float32 or float64.
  ///
  /// @throws IllegalArgumentException if the rate is not positive and finite or the type another
  public static Tensor exponential(DType dtype, Rng rng, double rate, int... shape) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException(
          "exponential: the rate must be positive and finite, but is " + rate + ".");
    }
    requireFloating("exponential", dtype);
    Tensor y = Tensor.toFill(dtype, Shape.of(shape));
    Kernels.RANDOM.exponential(rng.key(), rng.reserve(y.elements()), rate, y.view());
    return y;
  }

  /// Numbers of Laplace's distribution: the difference of two exponential numbers, times `scale`.
  ///
  /// @throws IllegalArgumentException if the scale is not positive, a parameter not finite or the
  ///     type neither float32 nor float64
  public static Tensor laplace(DType dtype, Rng rng, double location, double scale, int... shape) {
    requireScale("laplace", dtype, location, scale, "scale");
    Tensor right = exponential(dtype, rng, 1, shape);
    return right.subtract(exponential(dtype, rng, 1, shape)).affine(scale, location);
  }

  /// Numbers of the logistic distribution: the logarithm of a quotient of exponential numbers.
  ///
  /// @throws IllegalArgumentException if the scale is not positive, a parameter not finite or the
  ///     type neither float32 nor float64
  public static Tensor logistic(DType dtype, Rng rng, double location, double scale, int... shape) {
    requireScale("logistic", dtype, location, scale, "scale");
    Tensor above = exponential(dtype, rng, 1, shape).log();
    return above.subtract(exponential(dtype, rng, 1, shape).log()).affine(scale, location);
  }

  /// Numbers of Cauchy's distribution: `location + scale·tan πu`, `u` uniform in (-½, ½). They have
  /// neither mean nor variance.
  ///
  /// @throws IllegalArgumentException if the scale is not positive, a parameter not finite or the
  ///     type neither float32 nor float64
  public static Tensor cauchy(DType dtype, Rng rng, double location, double scale, int... shape) {
    requireScale("cauchy", dtype, location, scale, "scale");
    Tensor angle = uniformOpen(DType.FLOAT64, rng, -0.5, 0.5, shape).multiply(Math.PI);
    return angle.tan().affine(scale, location).to(dtype);
  }

  /// Gamma numbers with rate 1, of shape `[sample…, concentration…]` (Marsaglia and Tsang, 2000), the
  /// smallest positive normal number at least. Differentiable with respect to the concentration: the
  /// gradient is that of a number that stays at its quantile (Figurnov, Mohamed and Mnih, 2018).
  ///
  /// @throws IllegalArgumentException if a concentration is not positive and finite
  public static Tensor gamma(Rng rng, Tensor concentration, int... sample) {
    return Variates.gamma(Variate.GAMMA, rng, concentration, sample);
  }

  /// The logarithms of gamma numbers, which do not underflow for small concentrations; differentiable
  /// as [#gamma] is.
  ///
  /// @throws IllegalArgumentException if a concentration is not positive and finite
  public static Tensor logGamma(Rng rng, Tensor concentration, int... sample) {
    return Variates.gamma(Variate.LOG_GAMMA, rng, concentration, sample);
  }

  /// Chi-squared numbers, twice the gamma numbers of half the degrees of freedom, of shape
  /// `[sample…, degrees…]`; differentiable as [#gamma] is.
  ///
  /// @throws IllegalArgumentException if a number of degrees is not positive and finite
  public static Tensor chi2(Rng rng, Tensor degrees, int... sample) {
    return Variates.chi2(rng, degrees, sample);
  }

  /// Beta numbers `X/(X + Y)` of two gamma numbers with these concentrations, which broadcast; of shape
  /// `[sample…, batch…]`, strictly between 0 and 1. Differentiable by implicit reparameterization.
  ///
  /// @throws IllegalArgumentException if a concentration is not positive and finite
  public static Tensor beta(Rng rng, Tensor concentration1, Tensor concentration0, int... sample) {
    return Variates.beta(rng, concentration1, concentration0, sample);
  }

  /// Dirichlet numbers for concentrations `[batch…, classes]`, of shape `[sample…, batch…, classes]`,
  /// which sum to 1 along the last axis. Differentiable by implicit reparameterization.
  ///
  /// @throws IllegalArgumentException if there is no class or a concentration is not positive and finite
  public static Tensor dirichlet(Rng rng, Tensor concentration, int... sample) {
    return Variates.dirichlet(rng, concentration, sample);
  }

  /// Poisson numbers of shape `[sample…, rate…]` in the type of the rate, constants for every gradient.
  ///
  /// @throws IllegalArgumentException if a rate is negative or not finite
  public static Tensor poisson(Rng rng, Tensor rate, int... sample) {
    return Variates.poisson(rng, rate, sample);
  }

  /// The successes in so many trials with probability `p`, of shape `[sample…, batch…]`; the parameters
  /// broadcast.
  ///
  /// @throws IllegalArgumentException if a number of trials is no integer from 0 on, or a probability not
  ///     in `[0, 1]`
  public static Tensor binomial(Rng rng, Tensor trials, Tensor p, int... sample) {
    return Variates.binomial(rng, trials, p, sample);
  }

  /// The failures before the first success, each trial with probability `p`, of shape `[sample…, p…]`.
  ///
  /// @throws IllegalArgumentException if a probability is not in `(0, 1]`
  public static Tensor geometric(Rng rng, Tensor p, int... sample) {
    return Variates.geometric(rng, p, sample);
  }

  /// The successes, each with probability `p`, before so many failures, which need not be an integer; of
  /// shape `[sample…, batch…]`. A Poisson number whose rate is a gamma number.
  ///
  /// @throws IllegalArgumentException if a number of failures is negative or not finite, or a probability
  ///     not in `[0, 1)`
  public static Tensor negativeBinomial(Rng rng, Tensor failures, Tensor p, int... sample) {
    return Variates.negativeBinomial(rng, failures, p, sample);
  }

  /// 1 with the probability of each element of `p`, else 0, of shape `[sample…, p…]` in the type of `p`.
  ///
  /// @throws IllegalArgumentException if a probability is not in `[0, 1]`
  public static Tensor bernoulli(Rng rng, Tensor p, int... sample) {
    return Variates.bernoulli(rng, p, sample);
  }

  /// Classes (int64) with the probabilities that softmax gives to logits `[batch…, classes]`, of shape
  /// `[sample…, batch…]`. Each row makes an alias table once, from which a draw costs the same for any
  /// number of classes. A logit of -∞ is never drawn.
  ///
  /// @throws IllegalArgumentException if there is no class, a logit is NaN or ∞, or all of a row are -∞
  public static Tensor categorical(Rng rng, Tensor logits, int... sample) {
    return Variates.categorical(rng, logits, sample);
  }

  /// Classes as [#categorical] draws them, by another way: the largest logit after a Gumbel number was
  /// added to each (Gumbel, 1954; Maddison, Tarlow and Minka, 2014). It needs no table, but a random
  /// number for each class. A float32 Gumbel number has 23 random bits: use float64 for probabilities
  /// below 10⁻⁶.
  ///
  /// @throws IllegalArgumentException if there is no class, a logit is NaN or ∞, or all of a row are -∞
  public static Tensor gumbelMax(Rng rng, Tensor logits, int... sample) {
    return Variates.gumbelMax(rng, logits, sample);
  }

  /// `count` classes (int64) for each row of weights `[batch…, classes]`, of shape `[batch…, count]`,
  /// each drawn with probability proportional to its weight.
  ///
  /// @throws IllegalArgumentException if the count is negative, there is no class, a weight is negative or
  ///     not finite, or all of a row are 0
  public static Tensor multinomial(Rng rng, Tensor weights, int count) {
    return Variates.multinomial(rng, weights, count);
  }

  /// `count` different classes (int64) for each row of weights `[batch…, classes]`, of shape
  /// `[batch…, count]`, as if drawn one after the other, each in proportion to its weight among those
  /// that are left (the largest of Gumbel numbers plus `ln w`: Efraimidis and Spirakis, 2006).
  ///
  /// @throws IllegalArgumentException if the count is negative or exceeds the positive weights of a row,
  ///     there is no class, or a weight is negative or not finite
  public static Tensor multinomialWithoutReplacement(Rng rng, Tensor weights, int count) {
    return Variates.multinomialWithoutReplacement(rng, weights, count);
  }

  /// The numbers 0 to `n - 1` (int64) in random order, each order equally likely.
  ///
  /// @throws IllegalArgumentException if `n` is negative
  public static Tensor permutation(Rng rng, int n) {
    Tensors.size("permutation", "n", n);
    return Tensors.of(Arrays.stream(rng.permutation(n)).asLongStream().toArray(), n);
  }
}

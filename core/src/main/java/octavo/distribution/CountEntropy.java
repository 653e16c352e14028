package octavo.distribution;

import java.util.function.UnaryOperator;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Entropies of counts, `-Σ p(k)·ln p(k)`, in float64, as sums over a window outside of which less than 10⁻¹⁵ of the probability
/// lies.
///
/// Where the deviation `σ` is 8 or more and no end of the support is near, `p` is so smooth that every `⌊σ/4⌋`-th term times `⌊σ/4⌋`
/// gives the same sum: the trapezoidal rule errs by `exp(-2π²·(σ/step)²)` of it. So a window has some 200 terms, however large
/// the counts are. The sum is divided by that of the probabilities, which takes out what rounding does to all terms alike. What
/// is left is the rounding of each `ln p(k)`, some `10⁻¹⁶·k·ln k`: 10⁻⁹ for counts of a million.
final class CountEntropy {
  /// Terms of all windows together: a dozen arrays of so many are alive at once, 64 MB each.
  private static final long MOST_TERMS = 1L << 23;

  /// From this variance on an entropy is that of a normal number: the difference is less than its inverse.
  static final double LARGE = 1e14;

  private static final double DEVIATIONS = 12;
  private static final double MARGIN = 40;

  private CountEntropy() {}

  /// The window of one count.
  ///
  /// @param low the first term
  /// @param high the last one
  /// @param step their distance
  record Window(double low, double high, double step) {
    /// Of a distribution with this mean and deviation.
    ///
    /// @param more added to the upper end: for tails that fall slower than a normal one's
    /// @param isSmooth whether terms can be left out where the deviation is large
    static Window of(double mean, double deviation, double more, boolean isSmooth) {
      double reach = DEVIATIONS * deviation + MARGIN;
      return new Window(
          Math.max(0, Math.floor(mean - reach)),
          Math.ceil(mean + reach + more),
          isSmooth ? Math.max(1, Math.floor(deviation / 4)) : 1);
    }

    double terms() {
      return (high - low) / step + 1;
    }
  }

  /// A window for each distribution of the batch.
  interface Windows {
    /// The window at a place of the batch, in row-major order.
    Window at(int place);
  }

  /// `entropy`, and `½·ln(2πe·variance)` where the variance is large.
  static Tensor unlessLarge(Tensor large, Tensor variance, Tensor entropy) {
    if (large.any().item() == 0) {
      return entropy;
    }
    Tensor safe = variance.maskedFill(large.logicalNot(), 1);
    Tensor normal = safe.log().affine(0.5, 0.5 + Normal.LOG_ROOT_TWO_PI);
    return Tensors.where(large, normal, entropy);
  }

  /// The entropy of each distribution of a batch.
  ///
  /// @param name of the distribution
  /// @param most the largest count that has a probability, broadcasts to the batch
  /// @param logProb `ln p(k)` of counts `[terms, batch…]`, in float64
  /// @throws IllegalArgumentException if there are too many terms
  static Tensor of(
      String name, Shape batch, Windows windows, Tensor most, UnaryOperator<Tensor> logProb) {
    int count = batch.elements();
    double[] low = new double[count];
    double[] step = new double[count];
    double terms = 0;
    for (int i = 0; i < count; i++) {
      Window window = windows.at(i);
      low[i] = window.low();
      step[i] = window.step();
      terms = Math.max(terms, window.terms());
    }
    if (!(terms * count <= MOST_TERMS)) {
      throw new IllegalArgumentException(
          "entropy: the sum must have at most %d terms, but %s of the batch %s has %.3g. Estimate it: -logProb(sample(rng, n)).mean(0)."
              .formatted(MOST_TERMS, name, batch, terms * count));
    }
    Shape column = batch.with(0, (int) terms);
    Tensor j = Tensors.arange((int) terms).to(DType.FLOAT64);
    for (int i = 0; i < batch.rank(); i++) {
      j = j.unsqueeze(-1);
    }
    Tensor distance = Tensors.of(step, count).reshape(batch);
    Tensor k = j.multiply(distance).add(Tensors.of(low, count).reshape(batch)).expandTo(column);
    // beyond the support a term is computed from the last count inside, and left out
    Tensor logarithm = logProb.apply(k.minimum(most));
    Tensor possible = k.lessEqual(most).logicalAnd(logarithm.stopGradient().isFinite());
    Tensor zero = k.zerosLike();
    Tensor safe = Tensors.where(possible, logarithm, zero);
    Tensor mass = Tensors.where(possible, safe.exp(), zero);
    Tensor total = mass.sum(0);
    Tensor mean = mass.multiply(safe).sum(0).divide(total);
    // rounding may leave less than nothing
    return total.multiply(distance).log().subtract(mean).maximum(0);
  }
}

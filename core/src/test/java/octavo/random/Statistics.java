package octavo.random;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import octavo.kernel.special.SpecialFunction;

/// Tests of samples against distributions, each with its p-value: how probable a deviation as large as the
/// one found is if the sample is right. A seeded test that asks for more than 10⁻⁴ is no coin that is
/// tossed again with each run.
public final class Statistics {
  /// What a p-value must exceed.
  public static final double LEAST = 1e-4;

  private Statistics() {}

  /// Kolmogorov's and Smirnov's test of a sample against a continuous distribution function.
  public static double ksTest(double[] sample, DoubleUnaryOperator cdf) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = cdf.applyAsDouble(sorted[i]);
      distance = Math.max(distance, Math.max(p - i / (double) n, (i + 1) / (double) n - p));
    }
    return kolmogorov(distance, n);
  }

  /// The same test of two samples against each other.
  public static double ksTest(double[] one, double[] other) {
    double[] a = one.clone();
    double[] b = other.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    double distance = 0;
    int j = 0;
    for (int i = 0; i < a.length; i++) {
      while (j < b.length && b[j] <= a[i]) {
        j++;
      }
      double there = j / (double) b.length;
      double before = Math.abs(i / (double) a.length - there);
      distance = Math.max(distance, Math.max(before, Math.abs((i + 1.0) / a.length - there)));
    }
    return kolmogorov(distance, (double) a.length * b.length / (a.length + b.length));
  }

  /// `2 Σ (-1)ᵏ⁻¹ e^(-2k²t²)` with M. A. Stephens' correction for finite `n` (1970).
  private static double kolmogorov(double distance, double n) {
    double t = distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
    if (t < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * t * t);
    }
    return Math.clamp(sum, 0, 1);
  }

  /// Pearson's test of counts against probabilities. Neighboring classes are taken together until five
  /// events are expected in each; what is missing to a sum of 1 counts as one more class.
  public static double chiSquared(long[] counts, double[] probabilities) {
    double n = Arrays.stream(counts).sum();
    double statistic = 0;
    int classes = 0;
    double expected = 0;
    double found = 0;
    double rest = 1;
    for (int i = 0; i < counts.length; i++) {
      expected += n * probabilities[i];
      found += counts[i];
      rest -= probabilities[i];
      if (expected >= 5) {
        statistic += (found - expected) * (found - expected) / expected;
        classes++;
        expected = 0;
        found = 0;
      }
    }
    expected += n * Math.max(0, rest);
    if (expected > 1e-3) {
      statistic += (found - expected) * (found - expected) / expected;
      classes++;
    } else if (found > 0) {
      return 0; // what cannot be has been
    }
    return chiSquaredTail(statistic, Math.max(1, classes - 1));
  }

  /// Pearson's test of a sample of integers from 0 against their probabilities.
  public static double chiSquared(double[] sample, IntToDoubleFunction probability) {
    int most = (int) Arrays.stream(sample).max().orElse(0);
    long[] counts = new long[most + 1];
    for (double value : sample) {
      counts[(int) value]++;
    }
    double[] probabilities = new double[most + 1];
    Arrays.setAll(probabilities, probability);
    return chiSquared(counts, probabilities);
  }

  /// The probability that a chi-squared number exceeds `x`.
  public static double chiSquaredTail(double x, double degrees) {
    return SpecialFunction.GAMMAINCC.apply(degrees / 2, x / 2, 0);
  }

  /// The test of a sample's mean, two-sided, if its variance is known.
  public static double zTest(double[] sample, double mean, double variance) {
    double found = Arrays.stream(sample).average().orElse(0);
    return normalTails((found - mean) / Math.sqrt(variance / sample.length));
  }

  /// The test of a sample's mean, two-sided, with its own variance: for samples of some hundreds and more.
  public static double zTest(double[] sample, double mean) {
    return zTest(sample, mean, variance(sample));
  }

  /// The probability that a normal number is farther from 0 than `z`.
  public static double normalTails(double z) {
    return 2 * Math.exp(SpecialFunction.LOG_NDTR.apply(-Math.abs(z), 0, 0));
  }

  /// The unbiased variance.
  public static double variance(double[] sample) {
    double mean = Arrays.stream(sample).average().orElse(0);
    return Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).sum() / (sample.length - 1);
  }
}

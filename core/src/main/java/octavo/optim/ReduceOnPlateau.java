package octavo.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Lowers a schedule each time that a number, such as the test loss, has stopped to improve. The
/// schedule stays what it is, a function of the step; what has been observed is one factor, which is
/// kept here:
///
/// ```java
/// ReduceOnPlateau plateau = ReduceOnPlateau.of(0.1, 5);
/// Schedule rate = plateau.of(Schedule.constant(1e-3)); // falls with the factor of plateau
/// ```
///
/// An observation is better if it is below `best - threshold·|best|` (or `best - threshold` if
/// absolute; above, likewise, if the number shall grow). PyTorch has `best·(1 - threshold)`, which is the same for
/// positive numbers and the wrong way for negative ones. After `patience` observations in a row that
/// are no better, the next one multiplies the factor by `factor`; then `cooldown` observations do
/// not count. NaN is never better.
public final class ReduceOnPlateau {
  private final Options options;
  private double scale = 1;
  private double best;
  private long bad;
  private long resting;

  private ReduceOnPlateau(Options options) {
    this.options = options;
    this.best = options.grows ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /// How patient it is.
  ///
  /// @param factor what the rate is multiplied by, in (0, 1)
  /// @param patience how many observations may be no better
  /// @param threshold how much better an observation must be to count
  /// @param absolute whether the threshold is a difference instead of a share
  /// @param cooldown how many observations do not count after a reduction
  /// @param least the least product of all factors
  /// @param grows whether the number shall grow
  public record Options(
      double factor,
      int patience,
      double threshold,
      boolean absolute,
      int cooldown,
      double least,
      boolean grows) {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Options {
      require(factor > 0 && factor < 1, "the factor must be in (0, 1)", factor);
      require(patience >= 0, "the patience must not be negative", patience);
      require(
          threshold >= 0 && threshold < Double.POSITIVE_INFINITY,
          "the threshold must be finite and not negative",
          threshold);
      require(cooldown >= 0, "the cooldown must not be negative", cooldown);
      require(least >= 0 && least <= 1, "the least scale must be in [0, 1]", least);
    }

    /// Another threshold, as a share of the best number.
    public Options withThreshold(double share) {
      return new Options(factor, patience, share, false, cooldown, least, grows);
    }

    /// Another threshold, as a difference from the best number.
    public Options withAbsoluteThreshold(double difference) {
      return new Options(factor, patience, difference, true, cooldown, least, grows);
    }

    /// So many observations do not count after a reduction.
    public Options withCooldown(int observations) {
      return new Options(factor, patience, threshold, absolute, observations, least, grows);
    }

    /// Another least product of all factors.
    public Options withLeast(double scale) {
      return new Options(factor, patience, threshold, absolute, cooldown, scale, grows);
    }

    /// For a number that shall grow, such as accuracy.
    public Options whichGrows() {
      return new Options(factor, patience, threshold, absolute, cooldown, least, true);
    }

    /// What lowers schedules so.
    public ReduceOnPlateau create() {
      return new ReduceOnPlateau(this);
    }

    private static void require(boolean holds, String rule, Number value) {
      if (!holds) {
        throw new IllegalArgumentException("reduceOnPlateau: " + rule + ", but is " + value + ".");
      }
    }
  }

  /// What multiplies by `factor` after more than `patience` observations without an improvement by
  /// 10⁻⁴ of the best number.
  public static Options options(double factor, int patience) {
    return new Options(factor, patience, 1e-4, false, 0, 0, false);
  }

  /// The same with all defaults.
  public static ReduceOnPlateau of(double factor, int patience) {
    return options(factor, patience).create();
  }

  /// The schedule times the factor of this.
  public Schedule of(Schedule schedule) {
    return step -> schedule.at(step) * scale;
  }

  /// What the schedules are multiplied by now.
  public double scale() {
    return scale;
  }

  /// Takes note of a number, once per evaluation. Returns whether the factor fell.
  public boolean observe(double number) {
    if (isBetter(number)) {
      best = number;
      bad = 0;
    } else {
      bad++;
    }
    if (resting > 0) {
      resting--;
      bad = 0;
    }
    if (bad <= options.patience) {
      return false;
    }
    resting = options.cooldown;
    bad = 0;
    double before = scale;
    scale = Math.max(options.least, scale * options.factor);
    return scale < before;
  }

  private boolean isBetter(double number) {
    if (options.grows) {
      return number
          > (options.absolute
              ? best + options.threshold
              : best + options.threshold * Math.abs(finite(best)));
    }
    return number
        < (options.absolute
            ? best - options.threshold
            : best - options.threshold * Math.abs(finite(best)));
  }

  private static double finite(double best) {
    return Double.isInfinite(best) ? 0 : best;
  }

  /// What must be saved to go on exactly.
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("numbers", Tensors.of(new double[] {scale, best}, 2));
    state.put("counts", Tensors.of(new long[] {bad, resting}, 2));
    return state;
  }

  /// Goes on from a saved state.
  ///
  /// @throws IllegalArgumentException if a part is missing or of another shape; nothing is changed
  ///   then
  public void load(Map<String, Tensor> state) {
    SavedState saved = new SavedState("ReduceOnPlateau.load", state);
    double[] numbers = saved.vector("numbers", 2).toDoubleArray();
    long[] counts = saved.vector("counts", 2).toLongArray();
    scale = numbers[0];
    best = numbers[1];
    bad = counts[0];
    resting = counts[1];
  }
}

package octavo.optim;

/// Up and down between two rates along lines (Smith, 2017): `low + (high - low)·height·shrink`, where
/// the height goes from 0 to 1 in `up` steps and back in `down`.
///
/// @param low the lower rate
/// @param high the upper rate of the first cycle
/// @param up how many steps a rise takes
/// @param down how many steps a fall takes
/// @param perCycle what every cycle is lower by than the one before: 1 for `triangular`, ½ for
///   `triangular2`
/// @param perStep what every step is lower by, for `exp_range`; else 1
public record Cyclic(double low, double high, long up, long down, double perCycle, double perStep)
    implements Schedule {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if a phase has no step, or a factor is not in (0, 1]
  public Cyclic {
    ScheduleRules.requireRate(low);
    ScheduleRules.requireRate(high);
    ScheduleRules.requireSteps("cyclic", Math.min(up, down));
    if (!(perCycle > 0 && perCycle <= 1) || !(perStep > 0 && perStep <= 1)) {
      throw new IllegalArgumentException(
          "cyclic: the factors must be in (0, 1], but are %s per cycle and %s per step."
              .formatted(perCycle, perStep));
    }
  }

  /// Cycles of the same height, `up` steps up and as many down.
  public static Cyclic of(double low, double high, long up) {
    return new Cyclic(low, high, up, up, 1, 1);
  }

  /// Another number of steps down.
  public Cyclic withDown(long steps) {
    return new Cyclic(low, high, up, steps, perCycle, perStep);
  }

  /// Each cycle is `perCycle` as high as the one before, and each step `perStep` as the one before.
  public Cyclic withShrink(double cycleFactor, double stepFactor) {
    return new Cyclic(low, high, up, down, cycleFactor, stepFactor);
  }

  @Override
  public double at(long step) {
    long length = up + down;
    long cycle = step / length;
    long within = step % length;
    double height = within <= up ? (double) within / up : (double) (length - within) / down;
    return low + (high - low) * height * Math.pow(perCycle, cycle) * Math.pow(perStep, step);
  }
}

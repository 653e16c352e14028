package octavo.optim;

/// One rise to a high rate and one fall to nearly 0 (Smith and Topin, 2018): from `peak/divisor` up to
/// `peak` over the first part of the steps, then down to `peak/(divisor·finalDivisor)`. After the
/// last step the rate stays.
///
/// @param peak the highest rate
/// @param steps how many steps there are
/// @param rise the share of the steps that rise, above 0 and below 1
/// @param divisor what the first rate is smaller by
/// @param finalDivisor what the last rate is smaller by than the first
/// @param threePhases whether it falls as long as it rose, to the first rate, and then to the last
/// @param linear whether the phases are lines instead of half cosines
public record OneCycle(
    double peak,
    long steps,
    double rise,
    double divisor,
    double finalDivisor,
    boolean threePhases,
    boolean linear)
    implements Schedule {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if a phase has no steps, or a divisor is below 1
  public OneCycle {
    ScheduleRules.requireRate(peak);
    ScheduleRules.requireSteps("oneCycle", steps);
    if (!(divisor >= 1) || !(finalDivisor >= 1)) {
      throw new IllegalArgumentException(
          "oneCycle: the divisors must be at least 1, but are %s and %s."
              .formatted(divisor, finalDivisor));
    }
    double most = threePhases ? 0.5 : 1;
    if (!(rise > 0 && rise < most) || rise * steps <= 1) {
      throw new IllegalArgumentException(
          "oneCycle: the share that rises must be above 0, below %s and more than one step, but is %s of %d steps."
              .formatted(threePhases ? "½" : "1", rise, steps));
    }
  }

  /// A cycle over so many steps: 0.3 of them rise, from `peak/25`; the last rate is 10⁻⁴ of the
  /// first. Two phases, of half cosines.
  public static OneCycle of(double peak, long steps) {
    return new OneCycle(peak, steps, 0.3, 25, 1e4, false, false);
  }

  /// Another share of the steps that rise.
  public OneCycle withRise(double share) {
    return new OneCycle(peak, steps, share, divisor, finalDivisor, threePhases, linear);
  }

  /// Other first and last rates.
  public OneCycle withDivisors(double first, double last) {
    return new OneCycle(peak, steps, rise, first, last, threePhases, linear);
  }

  /// Down to the first rate as long as up, and on to the last.
  public OneCycle withThreePhases() {
    return new OneCycle(peak, steps, rise, divisor, finalDivisor, true, linear);
  }

  /// Lines instead of half cosines.
  public OneCycle withLines() {
    return new OneCycle(peak, steps, rise, divisor, finalDivisor, threePhases, true);
  }

  @Override
  public double at(long step) {
    double first = peak / divisor;
    double last = first / finalDivisor;
    double top = rise * steps - 1;
    double end = steps - 1;
    if (step <= top) {
      return between(first, peak, step / top);
    }
    if (!threePhases) {
      return between(peak, last, Math.min(1, (step - top) / (end - top)));
    }
    double middle = 2 * rise * steps - 2;
    return step <= middle
        ? between(peak, first, (step - top) / (middle - top))
        : between(first, last, Math.min(1, (step - middle) / (end - middle)));
  }

  private double between(double from, double to, double share) {
    return linear ? from + (to - from) * share : ScheduleRules.cosine(from, to, share);
  }
}

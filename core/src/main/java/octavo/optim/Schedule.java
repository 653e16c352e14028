package octavo.optim;

/// The learning rate as a function of the step, counted from 0. A schedule has no state, so a
/// resumed run goes on where it was.
@FunctionalInterface
public interface Schedule {
  /// The learning rate of a step, from 0.
  double at(long step);

  /// Always the same rate.
  static Schedule constant(double rate) {
    requireRate(rate);
    return step -> rate;
  }

  /// `rate · factor^⌊step / every⌋`.
  static Schedule step(double rate, long every, double factor) {
    requireRate(rate);
    if (every < 1) {
      throw new IllegalArgumentException("step: 'every' must be at least 1, but is " + every + ".");
    }
    return step -> rate * Math.pow(factor, Math.floorDiv(step, every));
  }

  /// From `rate` down to `last` along half a cosine over `steps` steps, then `last` (Loshchilov and
  /// Hutter, 2017): `last + (rate - last)·(1 + cos(π·step/steps))/2`.
  static Schedule cosine(double rate, double last, long steps) {
    requireRate(rate);
    if (steps < 1) {
      throw new IllegalArgumentException("cosine: steps must be at least 1, but is " + steps + ".");
    }
    return step -> {
      double share = Math.min(1, (double) step / steps);
      return last + (rate - last) * (1 + Math.cos(Math.PI * share)) / 2;
    };
  }

  /// This schedule after a linear rise from 0 over `steps` steps: step `i` of them has the share
  /// `(i + 1)/steps` of this schedule's first rate.
  default Schedule withWarmup(long steps) {
    if (steps < 0) {
      throw new IllegalArgumentException(
          "withWarmup: steps must not be negative, but is " + steps + ".");
    }
    return step -> step < steps ? at(0) * (step + 1) / steps : at(step - steps);
  }

  private static void requireRate(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "learning rate: must be finite and not negative, but is " + rate + ".");
    }
  }
}

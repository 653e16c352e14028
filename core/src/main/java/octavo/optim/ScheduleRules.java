package octavo.optim;

/// What schedules share: their checks, and the half cosine.
final class ScheduleRules {
  private ScheduleRules() {}

  static void requireRate(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "learning rate: must be finite and not negative, but is " + rate + ".");
    }
  }

  static void requireSteps(String name, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          name + ": steps must be at least 1, but is " + steps + ".");
    }
  }

  static void requireFactor(String name, double factor) {
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          name + ": the factor must be finite and not negative, but is " + factor + ".");
    }
  }

  /// A copy of the milestones.
  static long[] rising(String name, long[] milestones) {
    for (int i = 0; i < milestones.length; i++) {
      if (milestones[i] < 0 || (i > 0 && milestones[i] <= milestones[i - 1])) {
        throw new IllegalArgumentException(
            "%s: milestones must rise from 0 or above, but number %d is %d%s."
                .formatted(name, i + 1, milestones[i], i > 0 ? " after " + milestones[i - 1] : ""));
      }
    }
    return milestones.clone();
  }

  /// How many of the milestones a step has reached.
  static int reached(long[] milestones, long step) {
    int n = 0;
    while (n < milestones.length && step >= milestones[n]) {
      n++;
    }
    return n;
  }

  /// From `first` at 0 to `last` at 1 along half a cosine.
  static double cosine(double first, double last, double share) {
    return last + (first - last) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}

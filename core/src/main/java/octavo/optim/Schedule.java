package octavo.optim;

/// A number as a function of the step, counted from 0: a learning rate, or a temperature. A schedule
/// has no state, so a resumed run goes on where it was. What depends on how the training goes is
/// [ReduceOnPlateau].
///
/// Schedules are put together: `withWarmup` rises to one, `then` goes on with another, `times`
/// multiplies two. Warm-up, a long stay and a fall at the end are
///
/// ```java
/// Schedule rate =
///     Schedule.constant(1e-3).withWarmup(100).then(900, Schedule.linear(1e-3, 0, 100));
/// ```
///
/// See also [OneCycle] and [Cyclic].
@FunctionalInterface
public interface Schedule {
  /// The number of a step, from 0.
  double at(long step);

  /// Always the same rate.
  static Schedule constant(double rate) {
    ScheduleRules.requireRate(rate);
    return step -> rate;
  }

  /// `rate · factor^⌊step / every⌋`.
  static Schedule step(double rate, long every, double factor) {
    ScheduleRules.requireRate(rate);
    ScheduleRules.requireFactor("step", factor);
    if (every < 1) {
      throw new IllegalArgumentException("step: 'every' must be at least 1, but is " + every + ".");
    }
    return step -> rate * Math.pow(factor, Math.floorDiv(step, every));
  }

  /// `rate · factorⁿ`, where `n` is how many of the milestones have been reached.
  ///
  /// @throws IllegalArgumentException if the milestones do not rise
  static Schedule multiStep(double rate, double factor, long... milestones) {
    ScheduleRules.requireRate(rate);
    ScheduleRules.requireFactor("multiStep", factor);
    long[] at = ScheduleRules.rising("multiStep", milestones);
    return step -> rate * Math.pow(factor, ScheduleRules.reached(at, step));
  }

  /// `rate · factor^step`.
  static Schedule exponential(double rate, double factor) {
    return exponential(rate, factor, 0);
  }

  /// From `first` toward `limit`: `limit + (first - limit)·factor^step`. The temperature `0.01 +
  /// 0.99·0.999^step` is `exponential(1, 0.999, 0.01)`.
  static Schedule exponential(double first, double factor, double limit) {
    ScheduleRules.requireRate(first);
    ScheduleRules.requireRate(limit);
    ScheduleRules.requireFactor("exponential", factor);
    return step -> limit + (first - limit) * Math.pow(factor, step);
  }

  /// From `rate` to `last` along a power: `last + (rate - last)·(1 - step/steps)^power`, then
  /// `last`.
  static Schedule polynomial(double rate, double last, long steps, double power) {
    ScheduleRules.requireRate(rate);
    ScheduleRules.requireRate(last);
    ScheduleRules.requireSteps("polynomial", steps);
    if (!(power > 0) || Double.isInfinite(power)) {
      throw new IllegalArgumentException(
          "polynomial: the power must be positive and finite, but is " + power + ".");
    }
    return step -> last + (rate - last) * Math.pow(1 - Math.min(1, (double) step / steps), power);
  }

  /// From `first` to `last` along a line over `steps` steps, then `last`; up or down.
  static Schedule linear(double first, double last, long steps) {
    ScheduleRules.requireRate(first);
    ScheduleRules.requireRate(last);
    ScheduleRules.requireSteps("linear", steps);
    return step -> first + (last - first) * Math.min(1, (double) step / steps);
  }

  /// From `rate` to `last` along half a cosine over `steps` steps, then `last` (Loshchilov and
  /// Hutter, 2017): `last + (rate - last)·(1 + cos(π·step/steps))/2`.
  static Schedule cosine(double rate, double last, long steps) {
    ScheduleRules.requireRate(rate);
    ScheduleRules.requireRate(last);
    ScheduleRules.requireSteps("cosine", steps);
    return step -> ScheduleRules.cosine(rate, last, Math.min(1, (double) step / steps));
  }

  /// Half cosines from `rate` to `last`, each followed by a warm restart (SGDR, Loshchilov and
  /// Hutter, 2017). The first takes `first` steps, each other `factor` times as many as the one
  /// before.
  static Schedule cosineRestarts(double rate, double last, long first, int factor) {
    ScheduleRules.requireRate(rate);
    ScheduleRules.requireRate(last);
    ScheduleRules.requireSteps("cosineRestarts", first);
    if (factor < 1) {
      throw new IllegalArgumentException(
          "cosineRestarts: the factor must be at least 1, but is " + factor + ".");
    }
    return step -> {
      long length = first;
      long within = factor == 1 ? step % first : step;
      while (within >= length) {
        within -= length;
        length *= factor;
      }
      return ScheduleRules.cosine(rate, last, (double) within / length);
    };
  }

  /// A linear rise to `peak` over `warmup` steps, then the inverse square root (Vaswani et al.,
  /// 2017): with `t = step + 1`, `peak · min(t/warmup, √(warmup/t))`.
  static Schedule inverseSquareRoot(double peak, long warmup) {
    ScheduleRules.requireRate(peak);
    ScheduleRules.requireSteps("inverseSquareRoot", warmup);
    return step -> {
      double t = step + 1.0;
      return peak * Math.min(t / warmup, Math.sqrt(warmup / t));
    };
  }

  /// The rate of the first Transformer (Vaswani et al., 2017): `scale · width^(-½) · min(t^(-½),
  /// t·warmup^(-3/2))` with `t = step + 1`, which is [#inverseSquareRoot] with the peak
  /// `scale/√(width·warmup)`.
  ///
  /// @param width the numbers of a token
  static Schedule noam(double scale, int width, long warmup) {
    ScheduleRules.requireRate(scale);
    ScheduleRules.requireSteps("noam", warmup);
    if (width < 1) {
      throw new IllegalArgumentException(
          "noam: the width must be at least 1, but is " + width + ".");
    }
    return inverseSquareRoot(scale / Math.sqrt((double) width * warmup), warmup);
  }

  /// `rate / (1 + decay·step)`. With a decay of 1 it is the `1/k` of stochastic approximation
  /// (Robbins and Monro, 1951), `k` counted from 1.
  static Schedule inverseTime(double rate, double decay) {
    ScheduleRules.requireRate(rate);
    if (!(decay >= 0) || Double.isInfinite(decay)) {
      throw new IllegalArgumentException(
          "inverseTime: the decay must be finite and not negative, but is " + decay + ".");
    }
    return step -> rate / (1 + decay * step);
  }

  /// Constant between milestones: `rates[n]`, where `n` is how many of them have been reached.
  ///
  /// @throws IllegalArgumentException if there is not one rate more than milestones, or these do
  ///   not rise
  static Schedule piecewise(double[] rates, long... milestones) {
    long[] at = ScheduleRules.rising("piecewise", milestones);
    if (rates.length != at.length + 1) {
      throw new IllegalArgumentException(
          "piecewise: there must be one rate more than milestones, but there are %d rates and %d milestones."
              .formatted(rates.length, at.length));
    }
    double[] kept = rates.clone();
    for (double rate : kept) {
      ScheduleRules.requireRate(rate);
    }
    return step -> kept[ScheduleRules.reached(at, step)];
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

  /// This schedule for `steps` steps, then another from its beginning.
  default Schedule then(long steps, Schedule next) {
    if (steps < 0) {
      throw new IllegalArgumentException("then: steps must not be negative, but is " + steps + ".");
    }
    return step -> step < steps ? at(step) : next.at(step - steps);
  }

  /// The product of two schedules.
  default Schedule times(Schedule other) {
    return step -> at(step) * other.at(step);
  }

  /// This schedule until step `start`, then to `rate` along half a cosine of `anneal` steps, then
  /// `rate`: what stochastic weight averaging, [AverageRule#equal()], wants (Izmailov et al.,
  /// 2018).
  default Schedule thenAveraging(long start, double rate, long anneal) {
    ScheduleRules.requireRate(rate);
    if (start < 0 || anneal < 0) {
      throw new IllegalArgumentException(
          "thenAveraging: start and anneal must not be negative, but are %d and %d."
              .formatted(start, anneal));
    }
    return step -> {
      if (step < start) {
        return at(step);
      }
      double share = anneal == 0 ? 1 : Math.min(1, (double) (step - start) / anneal);
      return ScheduleRules.cosine(at(start), rate, share);
    };
  }
}

package octavo.estimator;

import octavo.tensor.Tensor;

/// The exponential moving average of the objective over earlier calls (Williams, 1992, calls it reinforcement
/// comparison): `b ← decay·b + (1 - decay)·mean f`, divided by the weight gathered so far, so that the first means
/// count in full. It is one number for all rows, and 0 at the first call. A mean that is not finite does not join it: it would
/// stay for ever. Remembers; not to be shared between threads.
public final class MovingAverageBaseline implements Baseline {
  private final double decay;
  private double sum;
  private double weight;

  private MovingAverageBaseline(double decay) {
    this.decay = decay;
  }

  /// With this weight of the past.
  ///
  /// @throws IllegalArgumentException if the decay is not in `[0, 1)`
  public static MovingAverageBaseline of(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "MovingAverageBaseline: the decay must be in [0, 1), but is " + decay + ".");
    }
    return new MovingAverageBaseline(decay);
  }

  /// The average so far; 0 before the first call.
  public double average() {
    return weight == 0 ? 0 : sum / weight;
  }

  /// The average of the calls before this one, whose values then join it.
  @Override
  public Tensor of(Draw draw) {
    Tensor values = draw.values().stopGradient();
    double before = average();
    double mean = values.mean().item();
    if (Double.isFinite(mean)) {
      sum = decay * sum + (1 - decay) * mean;
      weight = decay * weight + 1 - decay;
    }
    return Tensor.scalar(before).to(values.dtype());
  }
}

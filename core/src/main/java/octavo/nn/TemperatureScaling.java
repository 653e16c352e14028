package octavo.nn;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Divides logits by a temperature, so that the probabilities of a trained network become as sure as it is
/// right (Guo et al., 2017). The order of the classes, and so every decision, stays as it is.
///
/// ```java
/// TemperatureScaling calibrated = TemperatureScaling.fit(heldOutLogits, heldOutTargets);
/// Tensor p = calibrated.forward(logits).softmax(1);
/// ```
///
/// @param temperature above 1 for a network that is too sure of itself, positive
public record TemperatureScaling(double temperature) implements Layer {
  /// Temperatures are sought from here to its reciprocal.
  private static final double LEAST = 1e-3;

  private static final int STEPS = 100;

  /// Checks the temperature.
  public TemperatureScaling {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "TemperatureScaling: the temperature must be positive and finite, but is "
              + temperature
              + ".");
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.multiply(1 / temperature);
  }

  /// The temperature that gives logits `[batch, classes]`, which the network did not learn from, the
  /// least mean of `-ln softmax(x / T)_t` for their classes, int64 `[batch]`. In `1/T` that is a convex
  /// function; its minimum is found by Newton's method within a bracket, in double. The result is in
  /// `[0.001, 1000]`: one that is never wrong would go to 0, one that knows nothing to infinity.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit or there is no row
  /// @throws IndexOutOfBoundsException if a target is no class
  public static TemperatureScaling fit(Tensor logits, Tensor targets) {
    if (logits.rank() != 2 || logits.elements() == 0) {
      throw new IllegalArgumentException(
          "TemperatureScaling: logits must be [batch, classes] and not empty, but are "
              + logits.shape()
              + ".");
    }
    AdaptiveSoftmax.requireTargets("TemperatureScaling", targets, logits.size(0), logits.size(1));
    Tensor z = logits.stopGradient().to(DType.FLOAT64);
    z = z.subtract(z.gather(1, targets.unsqueeze(1))); // relative to the target's
    double low = LEAST;
    double high = 1 / LEAST;
    double[] slope = new double[2];
    double before = Double.POSITIVE_INFINITY;
    double beta = 1;
    for (int step = 0; step < STEPS && high / low > 1 + 1e-12; step++) {
      slopes(z, beta, slope);
      if (step == 0 && slope[0] == 0) {
        break; // every temperature is as good
      }
      if (slope[0] > 0) {
        high = beta;
      } else {
        low = beta;
      }
      double next = beta - slope[0] / slope[1];
      if (Math.abs(next - beta) <= 1e-14 * beta) {
        break;
      }
      // where the slope dies out exponentially Newton's steps are too short: bisect
      boolean falls = Math.abs(slope[0]) < 0.25 * before;
      before = Math.abs(slope[0]);
      beta = falls && next > low && next < high ? next : Math.sqrt(low * high);
    }
    return new TemperatureScaling(1 / beta);
  }

  /// The first and second derivative with respect to `β = 1/T` of the mean of `ln Σ exp(β·z)`.
  private static void slopes(Tensor z, double beta, double[] slope) {
    Tensor p = z.multiply(beta).softmax(1);
    Tensor weighted = p.multiply(z);
    Tensor mean = weighted.sum(1);
    slope[0] = mean.mean().item();
    slope[1] = weighted.multiply(z).sum(1).subtract(mean.square()).mean().item();
  }
}

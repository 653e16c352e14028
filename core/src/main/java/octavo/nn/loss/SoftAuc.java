package octavo.nn.loss;

import octavo.nn.smooth.SoftMetrics;
import octavo.tensor.Tensor;

/// 1 less the soft area under the ROC curve: the mean of `σ((sⱼ - sᵢ)/τ)` over pairs of a positive `i` and a
/// negative `j` of the batch (Yan et al., 2003). Scores of any shape, targets 0 and 1 of the same shape. A
/// batch without positives or negatives has loss 0. Memory grows with the number of pairs.
///
/// @param temperature `τ`; the smaller, the nearer to the hard area
public record SoftAuc(double temperature) implements Loss {
  /// Checks the temperature.
  public SoftAuc {
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "SoftAuc: the temperature must be positive and finite, but is " + temperature + ".");
    }
  }

  /// With temperature 1.
  public static SoftAuc pairwise() {
    return new SoftAuc(1);
  }

  /// The same with another temperature.
  ///
  /// @throws IllegalArgumentException if it is not positive
  public SoftAuc withTemperature(double other) {
    return new SoftAuc(other);
  }

  @Override
  public Tensor of(Tensor scores, Tensor targets) {
    scores.shape().requireEqual("SoftAuc", "the score", targets.shape(), "the target");
    return SoftMetrics.auc(scores, targets, temperature).negate().add(1);
  }
}

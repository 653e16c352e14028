package octavo.estimator;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// For each sample the mean of the objective over the other samples of its row, `bᵢ = Σ_{j≠i} fⱼ / (n - 1)`: the RLOO
/// estimator (Kool, van Hoof and Welling, 2019, *Buy 4 REINFORCE Samples, Get a Baseline for Free!*; Salimans and
/// Knowles, 2014). Nothing is remembered or learned, and it needs two samples.
public record LeaveOneOutBaseline() implements Baseline {
  /// The means of the others.
  ///
  /// @throws IllegalArgumentException if there is only one sample
  @Override
  public Tensor of(Draw draw) {
    Tensor values = draw.values().stopGradient();
    int n = values.size(0);
    Draw.requireSamples("LeaveOneOutBaseline", n, 2);
    return values.sum(Axes.keep(0)).subtract(values).multiply(1.0 / (n - 1));
  }
}

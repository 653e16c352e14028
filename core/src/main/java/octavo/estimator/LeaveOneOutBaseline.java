package octavo.estimator;

import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// For each sample the mean of the objective over the other samples of its row, `bᵢ = Σ_{j≠i} fⱼ / (n - 1)`: the RLOO
/// estimator (Kool, van Hoof and Welling, 2019, *Buy 4 REINFORCE Samples, Get a Baseline for Free!*; Salimans and
/// Knowles, 2014). Nothing is remembered or learned, and it needs two samples.
///
/// Others whose value is infinite are left out, and where none is left `bᵢ` is 0: any function of the others is a
/// baseline. A sample whose own value is -∞ still gives an infinite estimate, since the expectation is -∞ then and has no
/// gradient; a derivative of its score that is 0 gives NaN.
public record LeaveOneOutBaseline() implements Baseline {
  /// The means of the others.
  ///
  /// @throws IllegalArgumentException if there is only one sample
  @Override
  public Tensor of(Draw draw) {
    Tensor values = draw.values().stopGradient();
    int n = values.size(0);
    Draw.requireSamples("LeaveOneOutBaseline", n, 2);
    Tensor infinite = values.isInfinite();
    // in float64, where one large value does not take the digits of the others
    Tensor finite = values.maskedFill(infinite, 0).to(DType.FLOAT64);
    Tensor counted = infinite.logicalNot().to(DType.FLOAT64);
    Tensor others = finite.sum(Axes.keep(0)).subtract(finite);
    Tensor count = counted.sum(Axes.keep(0)).subtract(counted);
    return others.divide(count.maximum(1)).to(values.dtype());
  }
}

package octavo.tensor;

/// What [Tensor#gemm] does to each number of its result before it is stored: functions that only bound,
/// so that they cost nothing while the number is at hand.
public enum GemmActivation {
  /// Nothing.
  NONE(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /// `max(0, x)`, as [Tensor#relu].
  RELU(0, Double.POSITIVE_INFINITY),
  /// `min(max(0, x), 6)`, as [Tensor#relu6].
  RELU6(0, 6);

  private final double low;
  private final double high;

  GemmActivation(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /// The lower bound, or -∞.
  public double low() {
    return low;
  }

  /// The upper bound, or +∞.
  public double high() {
    return high;
  }
}

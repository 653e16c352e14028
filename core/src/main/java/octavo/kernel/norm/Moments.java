package octavo.kernel.norm;

/// The mean and the sum of squared deviations of numbers that come in blocks (Chan, Golub and
/// LeVeque, 1983). Not finite if a block's sums were not.
final class Moments {
  private double count;
  private double mean;
  private double squares;

  /// Adds `n` numbers with this mean and this sum of squares around it.
  void add(double n, double blockMean, double blockSquares) {
    double total = count + n;
    double delta = blockMean - mean;
    mean += delta * n / total;
    squares += blockSquares + delta * delta * count * n / total;
    count = total;
  }

  double mean() {
    return mean;
  }

  /// The biased variance.
  double variance() {
    return squares / count;
  }

  /// Whether no sum left the range of float32 and no number was infinite or NaN.
  boolean isFinite() {
    return Double.isFinite(squares) && Double.isFinite(mean);
  }
}

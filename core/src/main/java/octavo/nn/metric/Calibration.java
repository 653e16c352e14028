package octavo.nn.metric;

import java.util.ArrayList;
import java.util.List;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Whether a classifier is right as often as it says: predictions are put into bins by their
/// confidence, the largest probability, and in each bin the mean confidence is compared with the
/// share that is right (Guo et al., 2017). Bin `i` of `n` holds confidences in `(i/n, (i + 1)/n]`.
///
/// @param bins the bins, from the smallest confidence to the largest
public record Calibration(List<Bin> bins) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if it is empty
  public Calibration {
    bins = List.copyOf(bins);
    if (bins.isEmpty()) {
      throw new IllegalArgumentException("Calibration: bins must be 1 or more, but are 0.");
    }
  }

  /// The predictions of about the same confidence.
  ///
  /// @param count how many there are
  /// @param right how many are right
  /// @param confidences the sum of their confidences
  public record Bin(long count, long right, double confidences) {
    /// The mean confidence; 0 of none.
    public double confidence() {
      return Targets.share(confidences, count);
    }

    /// The share that is right; 0 of none.
    public double accuracy() {
      return Targets.share(right, count);
    }

    /// How far both are apart.
    public double gap() {
      return Math.abs(accuracy() - confidence());
    }
  }

  /// Of no example yet.
  ///
  /// @throws IllegalArgumentException if there is no bin
  public static Calibration none(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(
          "Calibration: bins must be 1 or more, but are " + bins + ".");
    }
    List<Bin> empty = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      empty.add(new Bin(0, 0, 0));
    }
    return new Calibration(empty);
  }

  /// With a batch more: probabilities `[batch, classes, …]` and targets `[batch, …]` (integers).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit or a number is no probability
  public Calibration add(Tensor probabilities, Tensor targets) {
    Targets.requireScores("Calibration", probabilities, targets);
    long[] actual = Targets.integers("Calibration", "targets", targets).toLongArray();
    if (actual.length == 0) {
      return this;
    }
    Tensor p = probabilities.stopGradient().to(DType.FLOAT64);
    requireProbabilities(p);
    double[] confidence = p.max(1).toDoubleArray();
    long[] predicted = p.argMax(1).toLongArray();
    int n = bins.size();
    List<Bin> sums = new ArrayList<>(bins);
    for (int i = 0; i < actual.length; i++) {
      int at = Math.clamp((long) Math.ceil(confidence[i] * n) - 1, 0, n - 1);
      Bin bin = sums.get(at);
      sums.set(
          at,
          new Bin(
              bin.count() + 1,
              bin.right() + (predicted[i] == actual[i] ? 1 : 0),
              bin.confidences() + confidence[i]));
    }
    return new Calibration(sums);
  }

  /// A probability of float32 may exceed 1 by its rounding.
  private static void requireProbabilities(Tensor p) {
    double least = p.min().item();
    double largest = p.max().item();
    if (!(least >= 0 && largest <= 1 + 1e-6)) {
      throw new IllegalArgumentException(
          "Calibration: probabilities must be in [0, 1], but are in [%s, %s]. Apply softmax(1) to logits first."
              .formatted(least, largest));
    }
  }

  /// How many examples there are.
  public long count() {
    return bins.stream().mapToLong(Bin::count).sum();
  }

  /// The expected calibration error: the mean gap of the bins, weighted by their counts.
  ///
  /// @throws IllegalStateException if there is no example
  public double expectedError() {
    Targets.requireSome("Calibration", count());
    return bins.stream().mapToDouble(b -> b.count() * b.gap()).sum() / count();
  }

  /// The maximum calibration error: the largest gap of a bin.
  ///
  /// @throws IllegalStateException if there is no example
  public double maximumError() {
    Targets.requireSome("Calibration", count());
    return bins.stream().mapToDouble(Bin::gap).max().orElseThrow();
  }
}

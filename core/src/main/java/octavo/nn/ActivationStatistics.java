package octavo.nn;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// What the units of a layer do, over the activations of one or more batches: how often each is 0,
/// how often it is saturated, and its mean and variance. A ReLU that is 0 for every input is *dead*:
/// it has no gradient and cannot recover. A saturated sigmoid has next to none.
///
/// ```java
/// ActivationStatistics s = ActivationStatistics.of(hidden, Range.NONE).and(later);
/// long dead = s.deadUnits();
/// ```
///
/// @param count how many numbers of each unit were seen
/// @param mean `[units]` float64
/// @param variance `[units]` float64, with the divisor `count`
/// @param zeroShare `[units]` float64, the share of numbers that are exactly 0
/// @param saturatedShare `[units]` float64, the share of numbers at an end of the range
public record ActivationStatistics(
    long count, Tensor mean, Tensor variance, Tensor zeroShare, Tensor saturatedShare) {

  /// The statistics of `activations [batch, units, …]`; axes behind the units count as more
  /// examples, as the pixels of a picture do.
  ///
  /// @throws IllegalArgumentException if there is no axis of units, or no number for a unit
  public static ActivationStatistics of(Tensor activations, Range range) {
    int rank = activations.rank();
    if (rank < 2 || activations.elements() == 0) {
      throw new IllegalArgumentException(
          "ActivationStatistics: activations must be [batch, units, …] and not empty, but are "
              + activations.shape()
              + ".");
    }
    int[] examples = new int[rank - 1];
    for (int axis = 2; axis < rank; axis++) {
      examples[axis - 1] = axis;
    }
    Tensor y = activations.stopGradient().to(DType.FLOAT64);
    Tensor ends =
        y.lessEqual(range.low() + range.margin())
            .logicalOr(y.greaterEqual(range.high() - range.margin()));
    return new ActivationStatistics(
        activations.elements() / activations.size(1),
        y.mean(examples),
        y.populationVariance(examples),
        y.equalTo(0).to(DType.FLOAT64).mean(examples),
        ends.to(DType.FLOAT64).mean(examples));
  }

  /// The statistics of both together, as if all numbers had been seen at once.
  ///
  /// @throws IllegalArgumentException if the number of units differs
  public ActivationStatistics and(ActivationStatistics other) {
    if (!mean.shape().equals(other.mean.shape())) {
      throw new IllegalArgumentException(
          "ActivationStatistics: both must have the same units, but one has %s and the other %s."
              .formatted(mean.shape(), other.mean.shape()));
    }
    long total = count + other.count;
    double share = (double) other.count / total;
    Tensor distance = other.mean.subtract(mean);
    // the variance of the two means is added to the mean of the variances (Chan, 1979)
    Tensor between = distance.square().multiply(share * (1 - share));
    return new ActivationStatistics(
        total,
        mean.add(distance.multiply(share)),
        mix(variance, other.variance, share).add(between),
        mix(zeroShare, other.zeroShare, share),
        mix(saturatedShare, other.saturatedShare, share));
  }

  private static Tensor mix(Tensor a, Tensor b, double share) {
    return a.multiply(1 - share).add(b.multiply(share));
  }

  /// How many units were 0 every time.
  public long deadUnits() {
    return (long) zeroShare.greaterEqual(1).to(DType.INT64).sum().item();
  }

  /// How many units were saturated at least this share of the time.
  public long saturatedUnits(double share) {
    return (long) saturatedShare.greaterEqual(share).to(DType.INT64).sum().item();
  }

  /// The range of an activation function, and how near an end counts as saturated.
  ///
  /// @param low the lower end, -∞ if there is none
  /// @param high the upper end, +∞ if there is none
  /// @param margin numbers up to this far from an end are saturated
  public record Range(double low, double high, double margin) {
    /// Without ends: nothing is saturated. For ReLU, whose zeros are counted apart, and its like.
    public static final Range NONE =
        new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0);

    /// The sigmoid's: below 0.05 or above 0.95, where the derivative is less than 0.0475.
    public static final Range SIGMOID = new Range(0, 1, 0.05);

    /// The hyperbolic tangent's: beyond ±0.95, where the derivative is less than 0.0975.
    public static final Range TANH = new Range(-1, 1, 0.05);

    /// Checks that the ends are in order.
    public Range {
      if (!(low < high && margin >= 0 && Double.isFinite(margin))) {
        throw new IllegalArgumentException(
            "Range: low must be less than high and the margin not negative, but low is %s, high is %s and the margin is %s."
                .formatted(low, high, margin));
      }
    }
  }
}

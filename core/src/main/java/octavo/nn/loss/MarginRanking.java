package octavo.nn.loss;

import octavo.tensor.Tensor;

/// Of two scores and a target of 1 (the left one is to be higher) or -1 (the right one):
/// `max(0, margin - t·(left - right))`.
///
/// @param reduction how the losses of the pairs become one
/// @param margin by how much the higher one is to lead
public record MarginRanking(LossReduction reduction, double margin) {
  /// The mean over all pairs, with a margin of 0.
  public static MarginRanking mean() {
    return new MarginRanking(LossReduction.MEAN, 0);
  }

  /// The same with another margin.
  public MarginRanking withMargin(double other) {
    return new MarginRanking(reduction, other);
  }

  /// The same with another reduction.
  public MarginRanking withReduction(LossReduction other) {
    return new MarginRanking(other, margin);
  }

  /// The loss of scores and targets, all of one shape.
  ///
  /// @throws IllegalArgumentException if the shapes differ
  public Tensor of(Tensor left, Tensor right, Tensor targets) {
    left.shape().requireEqual("MarginRanking", "left", right.shape(), "right");
    left.shape().requireEqual("MarginRanking", "left", targets.shape(), "the target");
    return reduction.of(targets.multiply(left.subtract(right)).negate().add(margin).relu());
  }
}

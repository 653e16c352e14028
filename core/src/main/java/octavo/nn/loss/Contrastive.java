package octavo.nn.loss;

import octavo.tensor.Tensor;

/// Of two vectors and a target of 1 (together) or 0 (apart), with their Euclidean distance `d`:
/// `½·t·d² + ½·(1-t)·max(0, margin - d)²` (Hadsell, Chopra and LeCun, 2006; their `Y` is `1 - t`). Where
/// `d` is 0 its derivative is taken as 0.
///
/// @param reduction how the losses of the pairs become one
/// @param margin how far apart is far enough, positive
public record Contrastive(LossReduction reduction, double margin) {
  /// Checks the margin.
  public Contrastive {
    if (!(margin > 0)) {
      throw new IllegalArgumentException(
          "Contrastive: the margin must be positive, but is " + margin + ".");
    }
  }

  /// The mean over all pairs, with a margin of 1.
  public static Contrastive mean() {
    return new Contrastive(LossReduction.MEAN, 1);
  }

  /// The same with another margin.
  public Contrastive withMargin(double other) {
    return new Contrastive(reduction, other);
  }

  /// The same with another reduction.
  public Contrastive withReduction(LossReduction other) {
    return new Contrastive(other, margin);
  }

  /// The loss of vectors `[…, features]` and targets `[…]`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public Tensor of(Tensor left, Tensor right, Tensor targets) {
    Distances.requirePairs("Contrastive", left, right, targets);
    Tensor difference = left.subtract(right);
    Tensor together = targets.multiply(difference.sumOfSquares(-1));
    Tensor missing = difference.norm(-1).negate().add(margin).relu();
    Tensor apart = targets.negate().add(1).multiply(missing.square());
    return reduction.of(together.add(apart).multiply(0.5));
  }
}

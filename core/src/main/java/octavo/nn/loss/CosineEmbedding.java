package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Of two vectors and a target of 1 (together) or -1 (apart): `1 - cos` for 1, `max(0, cos - margin)` for
/// -1, with the cosine of their angle. As in PyTorch, 10⁻¹² is added to each squared length.
///
/// @param reduction how the losses of the pairs become one
/// @param margin the cosine from which on vectors are apart, in `[-1, 1]`
public record CosineEmbedding(LossReduction reduction, double margin) {
  private static final double EPSILON = 1e-12;

  /// Checks the margin.
  public CosineEmbedding {
    if (!(margin >= -1 && margin <= 1)) {
      throw new IllegalArgumentException(
          "CosineEmbedding: the margin must be in [-1, 1], but is " + margin + ".");
    }
  }

  /// The mean over all pairs, with a margin of 0.
  public static CosineEmbedding mean() {
    return new CosineEmbedding(LossReduction.MEAN, 0);
  }

  /// The same with another margin.
  public CosineEmbedding withMargin(double other) {
    return new CosineEmbedding(reduction, other);
  }

  /// The same with another reduction.
  public CosineEmbedding withReduction(LossReduction other) {
    return new CosineEmbedding(other, margin);
  }

  /// The loss of vectors `[…, features]` and targets `[…]`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public Tensor of(Tensor left, Tensor right, Tensor targets) {
    Distances.requirePairs("CosineEmbedding", left, right, targets);
    Tensor dot = left.multiply(right).sum(-1);
    Tensor lengths =
        left.sumOfSquares(-1).add(EPSILON).multiply(right.sumOfSquares(-1).add(EPSILON)).sqrt();
    Tensor cosine = dot.divide(lengths);
    Tensor apart = cosine.subtract(margin).relu();
    return reduction.of(Tensors.where(targets.greater(0), cosine.affine(-1, 1), apart));
  }
}

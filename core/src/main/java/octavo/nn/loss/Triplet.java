package octavo.nn.loss;

import octavo.tensor.Tensor;

/// Of an anchor, one that belongs to it and one that does not: `max(0, d(a, p) - d(a, n) + margin)`
/// (Balntas et al., 2016), with `d(x, y) = (Σ|x - y + ε|^p)^(1/p)` along the last axis.
///
/// @param reduction how the losses of the triplets become one
/// @param margin by how much the stranger is to be farther away, positive
/// @param power `p`, positive; ∞ for the largest difference
/// @param swap whether the distance of the stranger is the smaller one of those to the anchor and to
///     the positive
/// @param epsilon `ε`, which keeps distances away from 0, where they have no slope
public record Triplet(
    LossReduction reduction, double margin, double power, boolean swap, double epsilon) {
  /// Checks the numbers.
  public Triplet {
    if (!(margin > 0 && power > 0)) {
      throw new IllegalArgumentException(
          "Triplet: margin and power must be positive, but the margin is %s and the power %s."
              .formatted(margin, power));
    }
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Triplet: epsilon must be finite and not negative, but is " + epsilon + ".");
    }
  }

  /// The mean over all triplets, with a margin of 1 and Euclidean distances.
  public static Triplet mean() {
    return new Triplet(LossReduction.MEAN, 1, 2, false, 1e-6);
  }

  /// The same with another margin.
  public Triplet withMargin(double other) {
    return new Triplet(reduction, other, power, swap, epsilon);
  }

  /// The same with another power of the distance.
  public Triplet withPower(double other) {
    return new Triplet(reduction, margin, other, swap, epsilon);
  }

  /// The same where the stranger's distance is the smaller one of two.
  public Triplet withSwap() {
    return new Triplet(reduction, margin, power, true, epsilon);
  }

  /// The same with another `ε`.
  public Triplet withEpsilon(double other) {
    return new Triplet(reduction, margin, power, swap, other);
  }

  /// The same with another reduction.
  public Triplet withReduction(LossReduction other) {
    return new Triplet(other, margin, power, swap, epsilon);
  }

  /// The loss of vectors `[…, features]`, all of one shape.
  ///
  /// @throws IllegalArgumentException if the shapes differ
  public Tensor of(Tensor anchor, Tensor positive, Tensor negative) {
    Distances.requireVectors("Triplet", "the anchor", anchor, "the positive", positive);
    Distances.requireVectors("Triplet", "the anchor", anchor, "the negative", negative);
    Tensor near = Distances.of(anchor, positive, power, epsilon);
    Tensor far = Distances.of(anchor, negative, power, epsilon);
    if (swap) {
      far = far.minimum(Distances.of(positive, negative, power, epsilon));
    }
    return reduction.of(near.subtract(far).add(margin).relu());
  }
}

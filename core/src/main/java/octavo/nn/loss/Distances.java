package octavo.nn.loss;

import octavo.tensor.Tensor;

/// Distances of vectors along the last axis.
final class Distances {
  private Distances() {}

  /// Refuses vectors that are no pairs, or other than one target a pair.
  static void requirePairs(String loss, Tensor left, Tensor right, Tensor targets) {
    requireVectors(loss, "left", left, "right", right);
    if (!targets.shape().equals(left.shape().without(-1))) {
      throw new IllegalArgumentException(
          "%s: vectors […, features] need targets […], but the vectors are %s and the targets %s."
              .formatted(loss, left.shape(), targets.shape()));
    }
  }

  static void requireVectors(
      String loss, String nameOfLeft, Tensor left, String nameOfRight, Tensor right) {
    if (left.rank() < 1 || !left.shape().equals(right.shape())) {
      throw new IllegalArgumentException(
          "%s: vectors […, features] must be of one shape, but %s is %s and %s is %s."
              .formatted(loss, nameOfLeft, left.shape(), nameOfRight, right.shape()));
    }
  }

  /// `(Σ|left - right + ε|^p)^(1/p)` along the last axis; the largest difference for an infinite p.
  static Tensor of(Tensor left, Tensor right, double p, double epsilon) {
    Tensor difference = left.subtract(right).add(epsilon);
    if (p == 2) {
      return difference.norm(-1);
    }
    if (p == 1) {
      return difference.abs().sum(-1);
    }
    if (p == Double.POSITIVE_INFINITY) {
      return difference.abs().max(-1);
    }
    return difference.abs().power(p).sum(-1).power(1 / p);
  }
}

package octavo.nn.loss;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// What the outputs of a network stand for, and so how logits become probabilities.
public enum Outputs {
  /// Exactly one of the classes is right: softmax along axis 1. Logits `[batch, classes, …]`, targets class
  /// indices `[batch, …]` (int64), or shares of the shape of the logits (floating).
  EXCLUSIVE,
  /// Each label is right or not by itself: sigmoid. Logits `[batch]` for one label, else `[batch, labels, …]`,
  /// targets 0 and 1 of the same shape.
  INDEPENDENT;

  /// The probabilities that these logits mean.
  Tensor probabilities(Tensor logits) {
    return this == EXCLUSIVE ? logits.softmax(1) : logits.sigmoid();
  }

  /// The targets as numbers of the type and shape of `logits`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit; names `loss`
  Tensor targets(String loss, Tensor logits, Tensor targets) {
    Tensor x = Tensors.real(loss, logits);
    Shape shape = x.shape();
    boolean same = targets.shape().equals(shape);
    if (this == INDEPENDENT) {
      if (!same || shape.rank() == 0) {
        throw new IllegalArgumentException(
            "%s: logits and targets must both be [batch] or [batch, labels, …], but are %s and %s."
                .formatted(loss, shape, targets.shape()));
      }
      return targets.to(x.dtype());
    }
    if (shape.rank() >= 2 && same && targets.dtype().isFloating()) {
      return targets.to(x.dtype());
    }
    shape.requireTargets(loss, "logits", targets.shape());
    return Tensors.oneHot(targets, shape.size(1), 1).to(x.dtype());
  }
}

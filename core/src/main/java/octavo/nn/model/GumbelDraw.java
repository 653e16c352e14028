package octavo.nn.model;

import octavo.op.CustomGradient;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// How a class is drawn from logits so that gradients pass (Jang, Gu and Poole, 2017). Both forms begin with
/// Gumbel noise `g`: the largest of `x + g` is a sample of `softmax(x)`.
public enum GumbelDraw {
  /// `y = softmax((x + g)/τ)`, a point inside the simplex.
  SOFT,
  /// The one-hot of the largest of `x + g` on the way forward, the gradient of the soft form on the way back:
  /// the network behind sees what it will see after the training, but the gradient is that of another
  /// function.
  STRAIGHT_THROUGH;

  /// A sample for each row of the last axis.
  ///
  /// @param logits `[…, classes]`
  /// @param noise from Gumbel's distribution, of the same shape
  /// @throws IllegalArgumentException if the shapes differ, or the temperature or its inverse is not positive
  ///   and finite
  public Tensor sample(Tensor logits, Tensor noise, double temperature) {
    if (!logits.shape().equals(noise.shape()) || logits.rank() == 0) {
      throw new IllegalArgumentException(
          "GumbelDraw: the noise must have the shape of the logits, […, classes], but the logits are %s and the noise is %s."
              .formatted(logits.shape(), noise.shape()));
    }
    if (!(temperature > 0 && Double.isFinite(temperature) && Double.isFinite(1 / temperature))) {
      throw new IllegalArgumentException(
          "GumbelDraw: the temperature and its inverse must be positive and finite, but it is "
              + temperature
              + ".");
    }
    Tensor soft = logits.add(noise).multiply(1 / temperature).softmax(-1);
    return this == SOFT ? soft : CustomGradient.of(GumbelDraw::oneHot, (x, dy) -> dy).apply(soft);
  }

  /// A 1 at the largest number of each row of the last axis, else 0. No number is read, so that a trace
  /// can pass.
  static Tensor oneHot(Tensor scores) {
    Tensor classes = Tensors.arange(scores.size(-1));
    return scores.argMax(-1).unsqueeze(-1).equalTo(classes).to(scores.dtype());
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// A shortcut around a layer (He et al., 2016): `y = x + body(x)`, so that gradients pass by the body
/// undiminished.
///
/// ```java
/// Residual block = new Residual(Sequential.of(LayerNorm.create(128), FeedForward.of(128, 512).create(rng)));
/// ```
///
/// @param body what keeps the shape of its input
public record Residual(Layer body) implements Layer {
  /// The sum.
  ///
  /// @throws IllegalArgumentException if the body does not keep the shape
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor branch = body.forward(x, mode);
    if (!branch.shape().equals(x.shape())) {
      throw new IllegalArgumentException(
          "Residual: the body must keep the shape of its input, but the input is %s and its result %s."
              .formatted(x.shape(), branch.shape()));
    }
    return x.add(branch);
  }
}

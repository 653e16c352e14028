package octavo.autograd;

import java.util.IdentityHashMap;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The gradients of a scalar with respect to the leaves it was computed from: parameters and
/// tensors made with `tracked()`.
///
/// ```java
/// Gradients gradients = loss.gradients();
/// Tensor dw = gradients.of(weight);
/// ```
public final class Gradients {
  private final Tensor y;
  private final IdentityHashMap<Node, Tensor> byLeaf;

  private Gradients(Tensor y, IdentityHashMap<Node, Tensor> byLeaf) {
    this.y = y;
    this.byLeaf = byLeaf;
  }

  /// The gradients of the scalar `y` with respect to every leaf below it.
  ///
  /// @throws IllegalArgumentException if `y` is not a single number
  /// @throws IllegalStateException if `y` is not tracked, or a parameter it needs has changed
  public static Gradients compute(Tensor y) {
    Derivatives.requireScalar("gradients", y);
    requireTracked(y);
    return new Gradients(y, Engine.leafGradients(y, y.stopGradient().onesLike()));
  }

  /// The gradient with respect to `x`, of the same shape.
  ///
  /// @throws IllegalStateException if the scalar does not depend on `x`
  public Tensor of(Differentiable x) {
    Tensor found = find(x);
    if (found == null) {
      throw new IllegalStateException(
          "gradients: the result does not depend on "
              + label(x)
              + ". Was it used in the forward pass, in a mode that records parameters, and not behind"
              + " stopGradient()?");
    }
    return found;
  }

  /// The gradient with respect to `x`, or null if the scalar does not depend on it.
  public @Nullable Tensor find(Differentiable x) {
    return byLeaf.get(x.tracked().node());
  }

  /// The scalar these gradients belong to.
  public Tensor y() {
    return y;
  }

  static void requireTracked(Tensor y) {
    if (!y.isTracked()) {
      throw new IllegalStateException(
          "gradients: the result must depend on something tracked, but nothing was recorded. Compute"
              + " it from x.tracked(), or run the layers with Mode.training(rng).");
    }
  }

  static String label(Differentiable x) {
    Node node = x.tracked().node();
    return node == null ? "it" : node.label();
  }
}

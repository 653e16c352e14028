package octavo.op;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A function with a gradient of one's own: the forward is computed as it is given, the backward is
/// `rule.apply(x, dy)` instead of what the forward's operations would give.
///
/// ```java
/// Tensor y = CustomGradient.of(t -> t.round(), (t, dy) -> dy).apply(x);
/// ```
///
/// @param forward the function
/// @param rule the gradient with respect to `x`, given `x` and `dy`
public record CustomGradient(UnaryOperator<Tensor> forward, BiFunction<Tensor, Tensor, Tensor> rule)
    implements Operation {
  /// A function with this gradient.
  public static CustomGradient of(
      UnaryOperator<Tensor> forward, BiFunction<Tensor, Tensor, Tensor> rule) {
    return new CustomGradient(forward, rule);
  }

  /// The function of `x`.
  public Tensor apply(Tensor x) {
    return Engine.apply(this, x);
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    return new Tensor[] {forward.apply(inputs[0].stopGradient()).stopGradient()};
  }

  @Override
  public boolean isComposite() {
    return true;
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dx = rule.apply(at.x(), at.dy());
    if (!dx.shape().equals(at.shape(0))) {
      throw new IllegalStateException(
          "customGradient: the rule must return a gradient of the input's shape "
              + at.shape(0)
              + ", but returned "
              + dx.shape()
              + ".");
    }
    return new @Nullable Tensor[] {dx};
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

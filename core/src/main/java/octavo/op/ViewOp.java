package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.storage.View;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// An operation that shows the same numbers in another arrangement, without a copy.
public interface ViewOp extends Operation {
  /// The arrangement; refuses what the operation cannot take.
  View view(View x);

  /// The gradient with respect to `x`.
  Tensor gradient(Backward at);

  /// This operation on `x`.
  default Tensor apply(Tensor x) {
    return Engine.apply(this, x);
  }

  @Override
  default Tensor[] evaluate(Tensor[] inputs) {
    return new Tensor[] {Tensor.over(view(inputs[0].view()))};
  }

  @Override
  default @Nullable Tensor[] backward(Backward at) {
    return new @Nullable Tensor[] {gradient(at)};
  }

  @Override
  default Saves saves() {
    return Saves.NOTHING;
  }
}

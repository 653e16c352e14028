package octavo.op;

import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Inputs of an operation as kernels take them: contiguous numbers without a history.
final class Inputs {
  private Inputs() {}

  /// The numbers of `x`.
  static View view(Tensor x) {
    return x.stopGradient().contiguous().view();
  }

  /// Those of input `i`; null if there are not so many.
  static @Nullable View optional(Tensor[] inputs, int i) {
    return i < inputs.length ? view(inputs[i]) : null;
  }

  /// The same in a backward pass.
  static @Nullable View optional(Backward at, int i) {
    return i < at.inputs() ? view(at.x(i)) : null;
  }
}

package octavo.analysis.receptive;

import octavo.analysis.receptive.Computation.Operand;
import octavo.autograd.Derivatives;
import octavo.autograd.Engine;
import octavo.op.Operation;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A traced computation run again as it is, up to one node, so that a gradient goes back from it to the input. The
/// network itself is neither called nor changed.
///
/// @param computation the operations
record Replay(Computation computation) {
  /// The gradient with respect to `input` of the numbers of `cell`, weighed by `dy`; null if none gets there.
  @Nullable Tensor gradient(Tensor input, int cell, Tensor dy) {
    Tensor x = input.withoutHistory().tracked();
    Tensor y = upTo(cell, x);
    if (!y.isTracked()) {
      return null;
    }
    return Derivatives.gradientsOrNull(y, dy.to(y.dtype()), false, x)[0];
  }

  private Tensor upTo(int last, Tensor input) {
    boolean[] needed = computation.needed(last);
    Tensor[][] results = new Tensor[last + 1][];
    results[0] = new Tensor[] {input};
    for (int at = 1; at <= last; at++) {
      Operation operation = computation.cells().get(at).operation();
      if (needed[at] && operation != null) {
        Tensor[] x =
            computation.cells().get(at).operands().stream()
                .map(operand -> value(operand, results))
                .toArray(Tensor[]::new);
        results[at] = Engine.applyAll(operation, x);
      }
    }
    return results[last][0];
  }

  private static Tensor value(Operand operand, Tensor[][] results) {
    Tensor constant = operand.constant();
    return constant == null ? results[operand.cell()][operand.output()] : constant;
  }
}

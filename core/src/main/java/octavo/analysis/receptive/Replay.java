package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.receptive.Computation.Cell;
import octavo.analysis.receptive.Computation.Operand;
import octavo.autograd.Derivatives;
import octavo.autograd.Engine;
import octavo.op.Copy;
import octavo.op.Operation;
import octavo.op.Reshape;
import octavo.op.SqueezeAxis;
import octavo.op.UnsqueezeAxis;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A traced computation run again, up to one node, so that a gradient goes back from it to the input. The
/// network itself is neither called nor changed.
final class Replay {
  private final Computation computation;
  private final boolean surrogates;

  /// @param surrogates whether operations and weights are replaced by [Surrogates]
  Replay(Computation computation, boolean surrogates) {
    this.computation = computation;
    this.surrogates = surrogates;
  }

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
    boolean[] needed = needed(last);
    Tensor[][] results = new Tensor[last + 1][];
    results[0] = new Tensor[] {input};
    for (int at = 1; at <= last; at++) {
      Operation operation = computation.cells().get(at).operation();
      if (needed[at] && operation != null) {
        results[at] = run(computation.cells().get(at), operation, results);
      }
    }
    return results[last][0];
  }

  private boolean[] needed(int last) {
    boolean[] needed = new boolean[last + 1];
    needed[last] = true;
    for (int at = last; at > 0; at--) {
      for (Operand operand : computation.cells().get(at).operands()) {
        if (needed[at] && operand.isComputed()) {
          needed[operand.cell()] = true;
        }
      }
    }
    return needed;
  }

  private Tensor[] run(Cell cell, Operation operation, Tensor[][] results) {
    List<Operand> operands = cell.operands();
    Tensor[] x = new Tensor[operands.size()];
    for (int i = 0; i < x.length; i++) {
      Operand operand = operands.get(i);
      Tensor constant = operand.constant();
      x[i] =
          constant == null
              ? results[operand.cell()][operand.output()]
              : surrogates ? Surrogates.constant(operation, i, constant) : constant;
    }
    if (surrogates) {
      Tensor[] other = Surrogates.of(operation, x, origins(operands));
      if (other != null) {
        return other;
      }
    }
    return Engine.applyAll(operation, x);
  }

  private List<Surrogates.Origin> origins(List<Operand> operands) {
    List<Surrogates.Origin> origins = new ArrayList<>();
    for (Operand operand : operands) {
      int at = operand.cell();
      while (at > 0 && isRearrangement(computation.cells().get(at).operation())) {
        at = computation.cells().get(at).operands().getFirst().cell();
      }
      origins.add(new Surrogates.Origin(at > 0 ? computation.cells().get(at).operation() : null));
    }
    return origins;
  }

  /// Whether an operation hands on the same numbers in the same order.
  static boolean isRearrangement(@Nullable Operation operation) {
    return operation instanceof Reshape
        || operation instanceof SqueezeAxis
        || operation instanceof UnsqueezeAxis
        || operation instanceof Copy;
  }
}

package octavo.analysis.receptive;

import java.util.List;
import octavo.analysis.receptive.Computation.Cell;
import octavo.analysis.receptive.Computation.Operand;
import octavo.autograd.Derivatives;
import octavo.autograd.Engine;
import octavo.op.Operation;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A traced computation run again with [Surrogates], to see where the gradient of one node is not 0. The chain
/// rule is taken one operation at a time: only whether a number is 0 goes on from one to the next, for a product of
/// hundreds of small slopes is 0 in float32 where none of them is.
final class SupportReplay {
  private final Computation computation;

  /// What each cell reads, as leaves of a graph that ends with it.
  private final Tensor[][] inputs;

  private final Tensor[][] results;

  /// Where the gradient of each cell's result is not 0, as positive numbers; null for nowhere. Extra outputs are
  /// constants.
  private final @Nullable Tensor[] gradients;

  SupportReplay(Computation computation) {
    this.computation = computation;
    int cells = computation.cells().size();
    inputs = new Tensor[cells][];
    results = new Tensor[cells][];
    gradients = new @Nullable Tensor[cells];
  }

  /// Positive where the numbers of `cell` that `dy` names depend on `input`, else 0; null if they do not at all.
  @Nullable Tensor support(Tensor input, int cell, Tensor dy) {
    boolean[] needed = computation.needed(cell);
    results[0] = new Tensor[] {input.tracked()};
    for (int at = 1; at <= cell; at++) {
      Operation operation = computation.cells().get(at).operation();
      if (needed[at] && operation != null) {
        run(at, operation);
      }
    }
    gradients[cell] = dy.to(results[cell][0].dtype());
    for (int at = cell; at > 0; at--) {
      Tensor seen = gradients[at];
      if (seen != null && results[at][0].isTracked()) {
        handBack(at, spread(seen, at));
      }
    }
    return gradients[0];
  }

  private void run(int at, Operation operation) {
    Cell cell = computation.cells().get(at);
    Tensor[] x = new Tensor[cell.operands().size()];
    for (int i = 0; i < x.length; i++) {
      Operand operand = cell.operands().get(i);
      Tensor constant = operand.constant();
      if (constant == null) {
        Tensor computed = results[operand.cell()][operand.output()];
        x[i] = computed.isTracked() ? computed.withoutHistory().tracked() : computed;
      } else {
        x[i] = Surrogates.constant(operation, i, constant);
      }
    }
    Tensor[] other = Surrogates.of(operation, x, origins(cell.operands()));
    inputs[at] = x;
    results[at] = other == null ? Engine.applyAll(operation, x) : other;
  }

  /// Hands the gradient of a cell to those that it reads.
  private void handBack(int at, Tensor dy) {
    List<Operand> operands = computation.cells().get(at).operands();
    @Nullable Tensor[] dx = Derivatives.gradientsOrNull(results[at][0], dy, false, inputs[at]);
    for (int i = 0; i < dx.length; i++) {
      Operand operand = operands.get(i);
      Tensor found = dx[i];
      if (operand.isComputed() && found != null) {
        Tensor seen = found.notEqualTo(0).to(found.dtype());
        Tensor known = gradients[operand.cell()];
        gradients[operand.cell()] = known == null ? seen : known.add(seen);
      }
    }
  }

  /// Numbers from 0.5 to 1.5 where `seen` is not 0: equal ones are a special case, which the slopes of an
  /// attention cancel.
  private static Tensor spread(Tensor seen, int cell) {
    Tensor numbers = RandomTensors.uniform(Rng.of(cell), 0.5, 1.5, seen.shape().toArray());
    return seen.notEqualTo(0).to(seen.dtype()).multiply(numbers.to(seen.dtype()));
  }

  private List<Surrogates.Origin> origins(List<Operand> operands) {
    return operands.stream()
        .map(operand -> {
          int at = operand.isComputed() ? computation.origin(operand.cell()) : 0;
          return new Surrogates.Origin(computation.cells().get(at).operation());
        })
        .toList();
  }
}

package octavo.nn;

import java.util.ArrayList;
import java.util.List;
import octavo.autograd.Engine;
import octavo.kernel.recurrent.CellKind;
import octavo.op.RecurrentSequence;
import octavo.op.UnrolledRecurrence;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// One pass of all layers and directions over a batch of sequences. Within, steps come ahead of the batch:
/// then the numbers of one step lie together, and permuting costs nothing.
///
/// @param kind what happens in a step
/// @param network the layers
/// @param mode how it runs
record RecurrentRun(CellKind kind, RecurrentLayer network, Mode mode) {
  /// What a pass makes.
  ///
  /// @param output `[batch, steps, directions·hidden]`
  /// @param hidden `[layers·directions, batch, hidden]`
  /// @param cell the same of an LSTM
  record Result(Tensor output, Tensor hidden, @Nullable Tensor cell) {
    Tensor cells() {
      if (cell == null) {
        throw new IllegalStateException("only an LSTM has cells");
      }
      return cell;
    }
  }

  /// One layer in one direction: all hidden states, the last one, and the last cells.
  private record Passed(Tensor all, Tensor hidden, @Nullable Tensor cell) {}

  Result of(Tensor x, @Nullable Tensor hidden, @Nullable Tensor cell) {
    requireInput(x);
    List<RecurrentWeights> weights = network.weights();
    requireState("hidden state", hidden, x, weights.getFirst().state());
    requireState("cell", cell, x, units(weights.getFirst()));
    int directions = network.directions();
    List<Tensor> states = new ArrayList<>();
    List<Tensor> cells = new ArrayList<>();
    Tensor y = x.permute(1, 0, 2);
    for (int layer = 0; layer < network.layers(); layer++) {
      Tensor from = layer == 0 ? y : dropped(y);
      List<Tensor> sides = new ArrayList<>();
      for (int d = 0; d < directions; d++) {
        int i = layer * directions + d;
        Passed passed = pass(from, weights.get(i), part(hidden, i), part(cell, i), d == 1);
        sides.add(passed.all);
        states.add(passed.hidden);
        if (passed.cell != null) {
          cells.add(passed.cell);
        }
      }
      y = joined(2, sides);
    }
    Tensor last = cells.isEmpty() ? null : joined(0, cells);
    return new Result(y.permute(1, 0, 2), joined(0, states), last);
  }

  private static Tensor joined(int axis, List<Tensor> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : Tensors.concat(axis, parts.toArray(new Tensor[0]));
  }

  private static @Nullable Tensor part(@Nullable Tensor state, int i) {
    return state == null ? null : state.narrow(0, i, 1).squeeze(0);
  }

  private int units(RecurrentWeights w) {
    return w.weightHh().tensor().size(0) / kind.gates();
  }

  private Tensor dropped(Tensor y) {
    RecurrentDropout dropout = network.dropout();
    if (!mode.isTraining() || dropout.between() == 0) {
      return y;
    }
    return dropout.sameOverTime()
        ? y.dropout(dropout.between(), Axes.of(0), mode.rng())
        : y.dropout(dropout.between(), mode.rng());
  }

  private Passed pass(
      Tensor x,
      RecurrentWeights w,
      @Nullable Tensor hidden,
      @Nullable Tensor cell,
      boolean reverse) {
    int batch = x.size(1);
    DType dtype = x.dtype();
    boolean masked = mode.isTraining() && network.dropout().recurrent() > 0;
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(w.weightIh().in(mode));
    inputs.add(w.weightHh().in(mode));
    inputs.add(hidden == null ? Tensors.zeros(dtype, batch, w.state()) : hidden);
    if (kind == CellKind.LSTM) {
      inputs.add(cell == null ? Tensors.zeros(dtype, batch, units(w)) : cell);
    }
    if (w.biasIh() != null && w.biasHh() != null) {
      inputs.add(w.biasIh().in(mode));
      inputs.add(w.biasHh().in(mode));
    }
    if (masked) {
      Tensor ones = Tensors.full(dtype, Shape.of(batch, w.state()), 1);
      inputs.add(ones.dropout(network.dropout().recurrent(), mode.rng()));
    }
    RecurrentSequence sequence = new RecurrentSequence(kind, reverse, w.biasIh() != null, masked);
    return passed(sequence, w, inputs.toArray(new Tensor[0]));
  }

  private Passed passed(RecurrentSequence sequence, RecurrentWeights w, Tensor[] inputs) {
    int steps = inputs[0].size(0);
    int end = sequence.reverse() ? 0 : steps - 1;
    if (w.weightHr() != null) {
      Tensor projection = w.weightHr().in(mode);
      UnrolledRecurrence made = UnrolledRecurrence.of(sequence, inputs, projection);
      Tensor cell = made.cell() == null ? null : made.cell().unsqueeze(0);
      return new Passed(made.hidden(), made.hidden().narrow(0, end, 1), cell);
    }
    Tensor made = Engine.apply(sequence, inputs);
    boolean lstm = kind == CellKind.LSTM;
    return new Passed(
        lstm ? made.narrow(0, 0, steps) : made,
        made.narrow(0, end, 1),
        lstm ? made.narrow(0, steps, 1) : null);
  }

  private void requireInput(Tensor x) {
    int features = network.weights().getFirst().features();
    Tensors.computable(kind.label(), x);
    if (x.rank() != 3 || x.size(1) == 0 || x.size(2) != features || !x.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, steps, %d] of a floating type with one step or more, but is %s %s.%s"
              .formatted(
                  kind.label(),
                  features,
                  x.dtype(),
                  x.shape(),
                  x.rank() == 2 && x.size(1) == features ? " Did you mean x.unsqueeze(0)?" : ""));
    }
  }

  private void requireState(String what, @Nullable Tensor state, Tensor x, int size) {
    if (state == null) {
      return;
    }
    Tensors.computable(kind.label(), state);
    Shape wanted = Shape.of(network.weights().size(), x.size(0), size);
    if (!state.shape().equals(wanted)) {
      throw new IllegalArgumentException(
          "%s: the initial %s must be [layers·directions, batch, hidden] %s, but is %s."
              .formatted(kind.label(), what, wanted, state.shape()));
    }
  }
}

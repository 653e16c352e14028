package octavo.nn;

import java.util.ArrayList;
import java.util.List;
import octavo.autograd.Engine;
import octavo.kernel.recurrent.CellKind;
import octavo.op.RecurrentSequence;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// One step of a cell of a recurrent network.
///
/// @param layer the name of the cell's class
/// @param kind what happens in the step
/// @param weights the cell's
record CellStep(String layer, CellKind kind, RecurrentWeights weights) {
  /// Checks the shapes of the weights.
  CellStep {
    boolean matrix = weights.weightIh().tensor().rank() == 2;
    weights.require(layer, kind.gates(), matrix ? weights.features() : 0);
  }

  /// Fresh weights, uniform in `±1/√hidden`.
  static RecurrentWeights create(String layer, CellKind kind, int features, int hidden, Rng rng) {
    if (features < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "%s: sizes must be positive, but features is %d and hidden is %d."
              .formatted(layer, features, hidden));
    }
    double bound = 1 / Math.sqrt(hidden);
    Initializer uniform = Initializer.uniform(-bound, bound);
    int rows = kind.gates() * hidden;
    return new RecurrentWeights(
        Parameter.of(uniform.create(rng, Shape.of(rows, features))),
        Parameter.of(uniform.create(rng, Shape.of(rows, hidden))),
        Parameter.of(uniform.create(rng, Shape.of(rows))),
        Parameter.of(uniform.create(rng, Shape.of(rows))));
  }

  /// The hidden state behind the step.
  Tensor hidden(Tensor x, @Nullable Tensor hidden, Mode mode) {
    return run(x, hidden, null, mode).narrow(0, 0, 1).squeeze(0);
  }

  /// The state of an LSTM behind the step.
  LstmState state(Tensor x, LstmState before, Mode mode) {
    Tensor made = run(x, before.hidden(), before.cell(), mode);
    return new LstmState(made.narrow(0, 0, 1).squeeze(0), made.narrow(0, 1, 1).squeeze(0));
  }

  private Tensor run(Tensor x, @Nullable Tensor hidden, @Nullable Tensor cell, Mode mode) {
    String name = Character.toLowerCase(layer.charAt(0)) + layer.substring(1);
    Tensors.computable(name, x);
    if (x.rank() != 2 || x.size(1) != weights.features() || !x.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, %d] of a floating type, but is %s %s."
              .formatted(name, weights.features(), x.dtype(), x.shape()));
    }
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(x.unsqueeze(0));
    inputs.add(weights.weightIh().in(mode));
    inputs.add(weights.weightHh().in(mode));
    inputs.add(state(name, "hidden state", hidden, x));
    if (kind == CellKind.LSTM) {
      inputs.add(state(name, "cell", cell, x));
    }
    boolean biased = weights.biasIh() != null && weights.biasHh() != null;
    if (weights.biasIh() != null && weights.biasHh() != null) {
      inputs.add(weights.biasIh().in(mode));
      inputs.add(weights.biasHh().in(mode));
    }
    RecurrentSequence sequence =
        new RecurrentSequence(kind, /* reverse= */ false, biased, /* masked= */ false);
    return Engine.apply(sequence, inputs.toArray(new Tensor[0]));
  }

  private Tensor state(String name, String what, @Nullable Tensor state, Tensor x) {
    if (state == null) {
      return Tensors.zeros(x.dtype(), x.size(0), weights.state());
    }
    Tensors.computable(name, state);
    Shape wanted = Shape.of(x.size(0), weights.state());
    if (!state.shape().equals(wanted)) {
      throw new IllegalArgumentException(
          "%s: the %s must be [batch, hidden] %s, but is %s."
              .formatted(name, what, wanted, state.shape()));
    }
    return state;
  }
}

package octavo.nn;

import java.util.List;
import octavo.kernel.recurrent.CellKind;
import octavo.tensor.Tensor;

/// Long short-term memory (Hochreiter and Schmidhuber, 1997) with forget gates (Gers et al., 2000):
/// `[batch, steps, features]` to `[batch, steps, directions·hidden]`.
///
/// In each step, with the gates `i, f, g, o` as parts of `W·x + b + W'·h₋₁ + b'`:
/// `c = σ(f)·c₋₁ + σ(i)·tanh g`, `h = σ(o)·tanh c`.
///
/// ```java
/// Lstm lstm = Lstm.of(64, 128).withLayers(2).withDropout(0.2).create(rng);
/// ```
///
/// @param weights of each layer and direction
/// @param bidirectional whether each layer reads sequences from both ends
/// @param dropout what is dropped in training
public record Lstm(List<RecurrentWeights> weights, boolean bidirectional, RecurrentDropout dropout)
    implements RecurrentLayer {
  /// Checks the shapes of the weights, and that dropout between layers has layers to be between.
  public Lstm {
    weights = RecurrentBuilder.require("Lstm", CellKind.LSTM, weights, bidirectional, dropout);
  }

  /// A network of one layer with biases in one direction, unless told otherwise.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static RecurrentBuilder<Lstm> of(int features, int hidden) {
    return RecurrentBuilder.of("Lstm", CellKind.LSTM, features, hidden, Lstm::new);
  }

  /// All hidden states of the last layer, from a state of zeros.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return new RecurrentRun(CellKind.LSTM, this, mode).of(x, null, null).output();
  }

  /// From a state of zeros.
  ///
  /// @throws IllegalArgumentException if the shape does not fit
  public LstmOutput run(Tensor x, Mode mode) {
    return output(new RecurrentRun(CellKind.LSTM, this, mode).of(x, null, null));
  }

  /// From a given state, `[layers·directions, batch, hidden]`.
  ///
  /// @throws IllegalArgumentException if a shape does not fit
  public LstmOutput run(Tensor x, LstmState initial, Mode mode) {
    RecurrentRun run = new RecurrentRun(CellKind.LSTM, this, mode);
    return output(run.of(x, initial.hidden(), initial.cell()));
  }

  private static LstmOutput output(RecurrentRun.Result found) {
    return new LstmOutput(found.output(), new LstmState(found.hidden(), found.cells()));
  }
}

package octavo.nn;

import java.util.List;
import octavo.kernel.recurrent.CellKind;
import octavo.tensor.Tensor;

/// Gated recurrent units (Cho et al., 2014): `[batch, steps, features]` to `[batch, steps,
/// directions·hidden]`.
///
/// In each step, with `r, z, n` as parts of `W·x + b` and `r', z', n'` of `W'·h₋₁ + b'`: `h = (1 - u)·tanh(n +
/// σ(r + r')·n') + u·h₋₁` with `u = σ(z + z')`. So the reset gate comes after the recurrent product, as in
/// PyTorch and cuDNN; in the paper's first version it comes ahead of it.
///
/// ```java
/// Gru gru = Gru.of(64, 128).withBidirectional().create(rng);
/// ```
///
/// @param weights of each layer and direction
/// @param bidirectional whether each layer reads sequences from both ends
/// @param dropout what is dropped in training
public record Gru(List<RecurrentWeights> weights, boolean bidirectional, RecurrentDropout dropout)
    implements RecurrentLayer {
  /// Checks the shapes of the weights, and that dropout between layers has layers to be between.
  public Gru {
    weights = RecurrentBuilder.require("Gru", CellKind.GRU, weights, bidirectional, dropout);
  }

  /// A network of one layer with biases in one direction, unless told otherwise.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static RecurrentBuilder<Gru> of(int features, int hidden) {
    return RecurrentBuilder.of("Gru", CellKind.GRU, features, hidden, Gru::new);
  }

  /// All hidden states of the last layer, from a state of zeros.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return run(x, mode).output();
  }

  /// From a state of zeros.
  ///
  /// @throws IllegalArgumentException if the shape does not fit
  public RecurrentOutput run(Tensor x, Mode mode) {
    return output(new RecurrentRun(CellKind.GRU, this, mode).of(x, null, null));
  }

  /// From a given state, `[layers·directions, batch, hidden]`.
  ///
  /// @throws IllegalArgumentException if a shape does not fit
  public RecurrentOutput run(Tensor x, Tensor initial, Mode mode) {
    return output(new RecurrentRun(CellKind.GRU, this, mode).of(x, initial, null));
  }

  private static RecurrentOutput output(RecurrentRun.Result found) {
    return new RecurrentOutput(found.output(), found.hidden());
  }
}

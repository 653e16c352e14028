package octavo.nn;

import java.util.List;
import octavo.kernel.recurrent.CellKind;
import octavo.tensor.Tensor;

/// The plain recurrent network (Elman, 1990): `[batch, steps, features]` to `[batch, steps,
/// directions·hidden]`. In each step `h = f(W·x + b + W'·h₋₁ + b')`, where `f` is tanh or ReLU.
///
/// ```java
/// Rnn rnn = Rnn.of(64, 128).create(rng);
/// ```
///
/// @param weights of each layer and direction
/// @param bidirectional whether each layer reads sequences from both ends
/// @param dropout what is dropped in training
/// @param nonlinearity the function `f`
public record Rnn(
    List<RecurrentWeights> weights,
    boolean bidirectional,
    RecurrentDropout dropout,
    Nonlinearity nonlinearity)
    implements RecurrentLayer {
  /// The function of a plain recurrent network.
  public enum Nonlinearity {
    /// The hyperbolic tangent.
    TANH(CellKind.TANH),

    /// `max(0, x)`; keeps gradients alive with weights that begin as the identity (Le et al., 2015).
    RELU(CellKind.RELU);

    private final CellKind kind;

    Nonlinearity(CellKind kind) {
      this.kind = kind;
    }

    CellKind kind() {
      return kind;
    }
  }

  /// Checks the shapes of the weights, and that dropout between layers has layers to be between.
  public Rnn {
    weights = RecurrentBuilder.require("Rnn", nonlinearity.kind, weights, bidirectional, dropout);
  }

  /// A network with tanh of one layer with biases in one direction, unless told otherwise.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static RecurrentBuilder<Rnn> of(int features, int hidden) {
    return of(features, hidden, Nonlinearity.TANH);
  }

  /// The same with another function.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static RecurrentBuilder<Rnn> of(int features, int hidden, Nonlinearity nonlinearity) {
    return RecurrentBuilder.of(
        "Rnn",
        nonlinearity.kind,
        features,
        hidden,
        (weights, bidirectional, dropout) ->
            new Rnn(weights, bidirectional, dropout, nonlinearity));
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
    return output(new RecurrentRun(nonlinearity.kind, this, mode).of(x, null, null));
  }

  /// From a given state, `[layers·directions, batch, hidden]`.
  ///
  /// @throws IllegalArgumentException if a shape does not fit
  public RecurrentOutput run(Tensor x, Tensor initial, Mode mode) {
    return output(new RecurrentRun(nonlinearity.kind, this, mode).of(x, initial, null));
  }

  private static RecurrentOutput output(RecurrentRun.Result found) {
    return new RecurrentOutput(found.output(), found.hidden());
  }
}

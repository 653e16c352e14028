package octavo.nn;

import octavo.kernel.recurrent.CellKind;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One step of an [Rnn]: `[batch, features]` and a hidden state `[batch, hidden]`.
///
/// @param weightIh from the input, `[hidden, features]`
/// @param weightHh from the state before, `[hidden, hidden]`
/// @param biasIh `[hidden]`, or null
/// @param biasHh `[hidden]`, or null
/// @param nonlinearity the function of the step
public record RnnCell(
    Parameter weightIh,
    Parameter weightHh,
    @Nullable Parameter biasIh,
    @Nullable Parameter biasHh,
    Rnn.Nonlinearity nonlinearity)
    implements Layer {
  /// Checks the shapes.
  public RnnCell {
    step(weightIh, weightHh, biasIh, biasHh, nonlinearity);
  }

  private static CellStep step(
      Parameter weightIh,
      Parameter weightHh,
      @Nullable Parameter biasIh,
      @Nullable Parameter biasHh,
      Rnn.Nonlinearity nonlinearity) {
    RecurrentWeights weights = new RecurrentWeights(weightIh, weightHh, biasIh, biasHh);
    return new CellStep("RnnCell", nonlinearity.kind(), weights);
  }

  /// A cell with tanh and biases, all parameters uniform in `±1/√hidden`.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static RnnCell create(int features, int hidden, Rng rng) {
    RecurrentWeights w = CellStep.create("RnnCell", CellKind.TANH, features, hidden, rng);
    return new RnnCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh(), Rnn.Nonlinearity.TANH);
  }

  /// The same without biases.
  public RnnCell withoutBias() {
    return new RnnCell(weightIh, weightHh, null, null, nonlinearity);
  }

  /// The same with another function.
  public RnnCell withNonlinearity(Rnn.Nonlinearity other) {
    return new RnnCell(weightIh, weightHh, biasIh, biasHh, other);
  }

  /// The hidden state behind a step from a state of zeros.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return step(weightIh, weightHh, biasIh, biasHh, nonlinearity).hidden(x, null, mode);
  }

  /// The hidden state behind a step.
  ///
  /// @throws IllegalArgumentException if a shape does not fit
  public Tensor step(Tensor x, Tensor hidden, Mode mode) {
    return step(weightIh, weightHh, biasIh, biasHh, nonlinearity).hidden(x, hidden, mode);
  }
}

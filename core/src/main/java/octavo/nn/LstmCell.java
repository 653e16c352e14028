package octavo.nn;

import octavo.kernel.recurrent.CellKind;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// One step of an [Lstm]: `[batch, features]` and a state of `[batch, hidden]`.
///
/// @param weightIh from the input, `[4·hidden, features]`
/// @param weightHh from the state before, `[4·hidden, hidden]`
/// @param biasIh `[4·hidden]`, or null
/// @param biasHh `[4·hidden]`, or null
public record LstmCell(
    Parameter weightIh, Parameter weightHh, @Nullable Parameter biasIh, @Nullable Parameter biasHh)
    implements Layer {
  /// Checks the shapes.
  public LstmCell {
    step(weightIh, weightHh, biasIh, biasHh);
  }

  private static CellStep step(
      Parameter weightIh,
      Parameter weightHh,
      @Nullable Parameter biasIh,
      @Nullable Parameter biasHh) {
    RecurrentWeights weights = new RecurrentWeights(weightIh, weightHh, biasIh, biasHh);
    return new CellStep("LstmCell", CellKind.LSTM, weights);
  }

  /// A cell with biases, all parameters uniform in `±1/√hidden`.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static LstmCell create(int features, int hidden, Rng rng) {
    RecurrentWeights w = CellStep.create("LstmCell", CellKind.LSTM, features, hidden, rng);
    return new LstmCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh());
  }

  /// The same without biases.
  public LstmCell withoutBias() {
    return new LstmCell(weightIh, weightHh, null, null);
  }

  /// A state of zeros for `batch` sequences, in the type of the weights.
  public LstmState zeroState(int batch) {
    Tensor zeros = Tensors.zeros(weightHh.dtype(), batch, weightHh.tensor().size(1));
    return new LstmState(zeros, zeros);
  }

  /// The hidden state behind a step from a state of zeros.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return step(x, zeroState(x.rank() == 2 ? x.size(0) : 0), mode).hidden();
  }

  /// The state behind a step.
  ///
  /// @throws IllegalArgumentException if a shape does not fit
  public LstmState step(Tensor x, LstmState before, Mode mode) {
    return step(weightIh, weightHh, biasIh, biasHh).state(x, before, mode);
  }
}

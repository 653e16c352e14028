package octavo.nn;

import octavo.kernel.recurrent.CellKind;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One step of a [Gru]: `[batch, features]` and a hidden state `[batch, hidden]`.
///
/// @param weightIh from the input, `[3·hidden, features]`
/// @param weightHh from the state before, `[3·hidden, hidden]`
/// @param biasIh `[3·hidden]`, or null
/// @param biasHh `[3·hidden]`, or null
public record GruCell(
    Parameter weightIh, Parameter weightHh, @Nullable Parameter biasIh, @Nullable Parameter biasHh)
    implements Layer {
  /// Checks the shapes.
  public GruCell {
    step(weightIh, weightHh, biasIh, biasHh);
  }

  private static CellStep step(
      Parameter weightIh,
      Parameter weightHh,
      @Nullable Parameter biasIh,
      @Nullable Parameter biasHh) {
    RecurrentWeights weights = new RecurrentWeights(weightIh, weightHh, biasIh, biasHh);
    return new CellStep("GruCell", CellKind.GRU, weights);
  }

  /// A cell with biases, all parameters uniform in `±1/√hidden`.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static GruCell create(int features, int hidden, Rng rng) {
    RecurrentWeights w = CellStep.create("GruCell", CellKind.GRU, features, hidden, rng);
    return new GruCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh());
  }

  /// The same without biases.
  public GruCell withoutBias() {
    return new GruCell(weightIh, weightHh, null, null);
  }

  /// The hidden state behind a step from a state of zeros.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return step(weightIh, weightHh, biasIh, biasHh).hidden(x, null, mode);
  }

  /// The hidden state behind a step.
  ///
  /// @throws IllegalArgumentException if a shape does not fit
  public Tensor step(Tensor x, Tensor hidden, Mode mode) {
    return step(weightIh, weightHh, biasIh, biasHh).hidden(x, hidden, mode);
  }
}

package octavo.kernel.recurrent;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The part of recurrent networks that goes step by step: the recurrent products, the gates, and their
/// gradients. All views are contiguous and of one floating type.
///
/// Tolerance of the SIMD twin for float32, against the oracle: a step adds `4·ε·√hidden·Σ|w·h|` to each
/// product and 4 ulp to each gate, which later steps carry on. Each product is one chain of multiply-adds
/// over the hidden units, so threads change no bit.
public interface RecurrentKernels {
  /// All steps in their order. `path.gates` holds the inputs of the gates, `x·W + b`, and is overwritten.
  void forward(Recurrence r, Weights weights, Start start, Path path);

  /// All steps backward: `dGates` and, for a GRU, `dCandidate` from which the gradients of the weights
  /// follow, and those of the start. `path` is what [#forward] has made.
  void backward(Recurrence r, Weights weights, Start start, Path path, Gradients gradients);

  /// What stays the same in all steps.
  ///
  /// @param recurrent `[gates·hidden, hidden]`
  /// @param bias `[hidden]`, added to the recurrent product of a GRU's candidate; or null
  /// @param mask `[batch, hidden]`, by which hidden states are multiplied ahead of the product; or null
  record Weights(View recurrent, @Nullable View bias, @Nullable View mask) {}

  /// The state ahead of the first step, or its gradient.
  ///
  /// @param hidden `[batch, hidden]`
  /// @param cell the same of an LSTM
  record Start(View hidden, @Nullable View cell) {}

  /// What a forward pass makes.
  ///
  /// @param gates `[steps, batch, gates·hidden]`, the values of the gates behind the pass; unspecified
  ///     where nothing is kept, and for the kinds without gates
  /// @param hidden `[steps, batch, hidden]`; of an LSTM `[steps + 1, batch, hidden]`, where the last are
  ///     the cells behind the last step
  /// @param memory `[steps, batch, hidden]`: the cells of an LSTM, `p + b` of a GRU; null if nothing is
  ///     kept for a backward pass, and for the kinds without gates
  record Path(View gates, View hidden, @Nullable View memory) {}

  /// What a backward pass reads and makes.
  ///
  /// @param dHidden gradients of [Path#hidden], of the same shape
  /// @param dGates to be filled: gradients of the inputs of the gates
  /// @param dCandidate to be filled: of a GRU, the gradients of `p + b`, `[steps, batch, hidden]`
  /// @param dStart to be filled: gradients of the start; or null
  record Gradients(View dHidden, View dGates, @Nullable View dCandidate, @Nullable Start dStart) {}
}

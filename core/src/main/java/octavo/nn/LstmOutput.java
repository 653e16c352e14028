package octavo.nn;

import octavo.tensor.Tensor;

/// What an LSTM makes of sequences.
///
/// @param output the hidden states of the last layer, `[batch, steps, directions·hidden]`
/// @param state that behind the last step of every layer and direction; the reverse direction's last step is
///     the first of the sequence
public record LstmOutput(Tensor output, LstmState state) {}

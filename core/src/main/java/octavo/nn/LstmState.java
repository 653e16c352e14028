package octavo.nn;

import octavo.tensor.Tensor;

/// What an LSTM carries from step to step.
///
/// @param hidden the hidden states, `[layers·directions, batch, hidden]`; of a cell `[batch, hidden]`
/// @param cell the cells, of the same shape (of a projected LSTM as wide as they were before)
public record LstmState(Tensor hidden, Tensor cell) {}

package octavo.nn;

import octavo.tensor.Tensor;

/// What a recurrent network makes of sequences.
///
/// @param output the hidden states of the last layer, `[batch, steps, directions·hidden]`
/// @param hidden those behind the last step of every layer and direction, `[layers·directions, batch,
///     hidden]`; the reverse direction's last step is the first of the sequence
public record RecurrentOutput(Tensor output, Tensor hidden) {}

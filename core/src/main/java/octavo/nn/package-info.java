/// Layers: records whose parameters and sub-layers are found through their components.
///
/// Most files are one layer each: it holds parameters and options, and calls a tensor method. What several share
/// stands beside them:
///
/// - **what a layer is**: [octavo.nn.Layer], [octavo.nn.Mode], [octavo.nn.Parameter], [octavo.nn.Buffer]; `Members` finds its
///   parts; [octavo.nn.Initializer] draws the first weights; [octavo.nn.Sequential] and [octavo.nn.Residual] join layers
/// - **convolutions**: `Conv1d` to `ConvTranspose3d`, made by [octavo.nn.ConvBuilder]
/// - **norms over channels**: `BatchNorm1d` to `InstanceNorm3d`, made by [octavo.nn.ChannelNormBuilder]; what they do is in
///   [octavo.nn.BatchNorm] and [octavo.nn.InstanceNorm], their statistics in `RunningStatistics`; `NormFolding` puts them into the weights of the layer
///   before
/// - **recurrence**: `Rnn`, `Lstm` and `Gru`, made by [octavo.nn.RecurrentBuilder], run by `RecurrentRun`; their cells step by
///   `CellStep`
/// - **attention**: [octavo.nn.MultiHeadAttention], its masks and positions, and the Transformer's blocks, which read
///   [octavo.nn.TransformerOptions]
/// - pooling, activations and dropout: nothing beside the layers themselves
///
/// Start reading at [octavo.nn.Layer] and [octavo.nn.Linear]; `docs/how-to/add-a-layer.md` tells
/// how to add one. Losses are in `nn.loss`, metrics in `nn.metric`, differentiable stand-ins in `nn.smooth`, whole networks in
/// `nn.model`.
@NullMarked
package octavo.nn;

import org.jspecify.annotations.NullMarked;

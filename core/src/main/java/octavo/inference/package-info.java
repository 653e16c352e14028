/// Networks as they are used: [octavo.inference.InferenceModel] computes what a layer computes, in
/// fewer and larger steps.
///
/// The way of a network: its [octavo.autograd.Trace] becomes a `Program`, the passes of `Optimizer`
/// rewrite it (each a small class that implements `Pass`), `PerImage` takes the images of a batch one
/// by one where that pays, `BlockChannels` lets convolutions hand on blocks of channels,
/// `BufferPlanner` decides which tensors share memory, and a `Plan` runs it. Nothing here knows a layer by name, only operations; nothing
/// here computes, kernels do. Start reading at [octavo.inference.InferenceModel].
@NullMarked
package octavo.inference;

import org.jspecify.annotations.NullMarked;

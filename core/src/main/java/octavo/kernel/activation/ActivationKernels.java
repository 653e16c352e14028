package octavo.kernel.activation;

import octavo.storage.View;

/// Activation functions with a learned number for each channel. All views of a call are contiguous
/// and of one floating type.
///
/// **Tolerance.** Values and `dx` are correctly rounded. A weight gradient of float32 sums at most
/// 512 products in float at a time and these sums in double, so it is within `512·2⁻²⁴·Σ|x·dy|` of
/// the oracle, whose sums are in double. Its parts are cut by the layout alone: the same bits for any
/// number of threads.
public interface ActivationKernels {
  /// `y = x` above 0, else `weight[channel]·x`.
  void prelu(ChannelLayout at, View x, View weight, View y);

  /// `dx = dy` where `x` is above 0, else `weight[channel]·dy`; `dweight[channel] = Σ min(x, 0)·dy`.
  void preluBackward(ChannelLayout at, View x, View weight, View dy, View dx, View dweight);
}

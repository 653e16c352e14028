package octavo.kernel.activation;

/// Where the channels of a contiguous array `[outer, channels, inner]` lie.
///
/// @param outer the product of the sizes ahead of the channels
/// @param channels how many channels there are
/// @param inner the product of the sizes behind them
public record ChannelLayout(int outer, int channels, int inner) {
  /// The number of elements.
  public int elements() {
    return outer * channels * inner;
  }

  /// The number of elements ahead of which `outer` counts one further.
  public int row() {
    return channels * inner;
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// The channels of `[batch, channels, …]` in another order, in which each group gets some of every other (Zhang et al., "ShuffleNet",
/// 2018): channel `g·n + i` of `groups` groups of `n` goes to `i·groups + g`. Between two convolutions in groups,
/// which else would never hear of one another.
///
/// @param groups how many groups
public record ChannelShuffle(int groups) implements Layer {
  /// Checks the number.
  public ChannelShuffle {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "ChannelShuffle: groups must be positive, but is " + groups + ".");
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (x.rank() < 2 || x.size(1) % groups != 0) {
      throw new IllegalArgumentException(
          "ChannelShuffle: the input must be [batch, channels, …] with channels that %d groups divide, but is %s."
              .formatted(groups, x.shape()));
    }
    int places = 1;
    for (int axis = 2; axis < x.rank(); axis++) {
      places *= x.size(axis);
    }
    Tensor rows = x.reshape(x.size(0), groups, x.size(1) / groups, places);
    return rows.transpose(1, 2).reshape(x.shape());
  }
}

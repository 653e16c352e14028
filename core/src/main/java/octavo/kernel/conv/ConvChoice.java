package octavo.kernel.conv;

import org.jspecify.annotations.Nullable;

/// How a convolution is computed, and how its images lie.
///
/// @param pinned the label of the method to take, or null for the planner's choice
/// @param measured whether the planner may time its candidates, so that its choice, and with it the
///     rounding of the results, can differ from run to run
/// @param channelsLast whether input and output are `[batch, height, width, channels]` instead of
///     `[batch, channels, height, width]`; the kernel is the same
public record ConvChoice(@Nullable String pinned, boolean measured, boolean channelsLast) {
  /// By the shape alone; channels before pixels.
  public static final ConvChoice AUTO = new ConvChoice(null, false, false);

  /// The same choice for images whose channels come first.
  ConvChoice channelsFirst() {
    return new ConvChoice(pinned, measured, /* channelsLast= */ false);
  }
}

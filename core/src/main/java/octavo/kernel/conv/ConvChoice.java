package octavo.kernel.conv;

import org.jspecify.annotations.Nullable;

/// How the method of a convolution is chosen.
///
/// @param pinned the label of the method to take, or null for the planner's choice
/// @param measured whether the planner may time its candidates, so that its choice, and with it the
///     rounding of the results, can differ from run to run
public record ConvChoice(@Nullable String pinned, boolean measured) {
  /// By the shape alone.
  public static final ConvChoice AUTO = new ConvChoice(null, false);
}

package octavo.analysis.lint;

import org.jspecify.annotations.Nullable;

/// The loss of the first batch and its gradients.
///
/// @param slopes of the loss, or null if it is refused
/// @param refusal what is said then; empty if it is not refused
record FirstStep(@Nullable Slopes slopes, String refusal) {
  /// A loss may fail in any way, and an objective is the user's own: what it says is a finding, and
  /// the other rules look all the same.
  static FirstStep of(Subject subject) {
    try {
      return new FirstStep(Slopes.ofObjective(subject), "");
    } catch (RuntimeException e) {
      String message = e.getMessage();
      return new FirstStep(null, message == null ? e.getClass().getSimpleName() : message);
    }
  }
}

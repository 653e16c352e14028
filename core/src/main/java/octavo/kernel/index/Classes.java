package octavo.kernel.index;

import octavo.storage.View;

/// What a cross-entropy, a margin and their like ask of class indices.
public final class Classes {
  private Classes() {}

  /// Checks that the indices of a contiguous int64 view are in `[0, classes)` or `ignored`.
  ///
  /// @throws IndexOutOfBoundsException if one is not; the message names `operation`
  public static void require(String operation, View targets, int classes, long ignored) {
    long[] values = targets.longs();
    for (int i = 0; i < targets.count(); i++) {
      long target = values[targets.offset() + i];
      if (target != ignored && (target < 0 || target >= classes)) {
        throw new IndexOutOfBoundsException(
            "%s: %s, but element %d is %d."
                .formatted(
                    operation,
                    classes == 0
                        ? "logits without classes have no targets"
                        : "targets must be in [0, " + (classes - 1) + "]",
                    i,
                    target));
      }
    }
  }
}

package octavo.tensor;

/// One part of an indexing expression: `x.at(all(), index(3), range(2, 5), from(1).by(2))`.
///
/// Indices count from 0; negative ones from the end.
public sealed interface Index {
  /// A whole axis.
  static Index all() {
    return new Range(0, END, 1);
  }

  /// One element of an axis, which disappears from the result.
  static Index index(int i) {
    return new One(i);
  }

  /// The elements from `start` to `end`, exclusive. Ends beyond the axis are cut off, as in Python.
  static Range range(int start, int end) {
    return new Range(start, end, 1);
  }

  /// The elements from `start` to the last.
  static Range from(int start) {
    return new Range(start, END, 1);
  }

  /// The elements before `end`.
  static Range until(int end) {
    return new Range(0, end, 1);
  }

  /// A new axis of size 1.
  static Index newAxis() {
    return new NewAxis();
  }

  /// As many whole axes as the other parts leave over; at most once.
  static Index rest() {
    return new Rest();
  }

  /// The end of an axis.
  int END = Integer.MAX_VALUE;

  /// One element of an axis.
  ///
  /// @param at its index
  record One(int at) implements Index {}

  /// Some elements of an axis.
  ///
  /// @param start the first
  /// @param end the first that does not belong to it any more
  /// @param step the distance, at least 1
  record Range(int start, int end, int step) implements Index {
    /// Checks the step.
    public Range {
      if (step < 1) {
        throw new IllegalArgumentException(
            "at: the step must be at least 1, but is " + step + ". Use flip() to walk backward.");
      }
    }

    /// Every `distance`-th of these elements.
    public Range by(int distance) {
      return new Range(start, end, distance);
    }
  }

  /// A new axis of size 1.
  record NewAxis() implements Index {}

  /// The axes that are left over.
  record Rest() implements Index {}
}

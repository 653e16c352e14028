package octavo.tensor;

/// What stands beyond the first and the last number `a … z` of an axis that is padded.
public enum Border {
  /// Zeros: `0 0 | a b c d | 0 0`.
  ZEROS,
  /// The numbers mirrored at the outermost one, which is not repeated: `c b | a b c d | c b`.
  REFLECT,
  /// The numbers mirrored at the edge: `b a | a b c d | d c`.
  SYMMETRIC,
  /// The outermost number: `a a | a b c d | d d`.
  REPLICATE,
  /// The numbers from the other end, as on a ring: `c d | a b c d | a b`.
  CIRCULAR;

  /// How many numbers can be added on each side of `size` numbers.
  int most(int size) {
    return switch (this) {
      case ZEROS -> Integer.MAX_VALUE;
      case REFLECT -> Math.max(0, size - 1);
      case SYMMETRIC, CIRCULAR -> size;
      case REPLICATE -> size == 0 ? 0 : Integer.MAX_VALUE;
    };
  }
}

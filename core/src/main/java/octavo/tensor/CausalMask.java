package octavo.tensor;

/// Which keys a step of an attention sees by its place. Where there are as many steps as keys there is one
/// way to say "not the future"; else there are two, and none is guessed.
///
/// | 3 steps, 5 keys | `UPPER_LEFT` | `LOWER_RIGHT` |
/// |---|---|---|
/// | step 0 | `x . . . .` | `x x x . .` |
/// | step 1 | `x x . . .` | `x x x x .` |
/// | step 2 | `x x x . .` | `x x x x x` |
public enum CausalMask {
  /// Every step sees every key.
  NONE,
  /// Step `i` sees the keys up to `i`; there must be as many steps as keys.
  SQUARE,
  /// Step `i` sees the keys up to `i`, PyTorch's `is_causal`: both begin at the same place.
  UPPER_LEFT,
  /// The last step sees all keys: both end at the same place, as where the keys of earlier steps have been
  /// kept. With fewer keys than steps the first steps see nothing.
  LOWER_RIGHT;

  /// So many keys beyond its own number does a step see.
  ///
  /// @throws IllegalArgumentException if this is `SQUARE` and there are more steps than keys, or fewer
  int ahead(String operation, int steps, int keys) {
    if (this == SQUARE && steps != keys) {
      throw new IllegalArgumentException(
          "%s: a causal mask for as many steps as keys leaves open what a step sees, but there are %d steps and %d keys. Say CausalMask.UPPER_LEFT or LOWER_RIGHT."
              .formatted(operation, steps, keys));
    }
    return switch (this) {
      case NONE -> keys;
      case SQUARE, UPPER_LEFT -> 0;
      case LOWER_RIGHT -> keys - steps;
    };
  }
}

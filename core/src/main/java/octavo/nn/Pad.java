package octavo.nn;

import octavo.tensor.Border;
import octavo.tensor.Padding;
import octavo.tensor.Tensor;

/// Numbers around `[batch, channels, …]` with one to three axes behind the channels: zeros, or the ones there mirrored, repeated or
/// taken from the other end. Ahead of a convolution without a padding of its own: no frame of zeros then
/// shows at the edges of what it makes.
///
/// ```java
/// Sequential.of(Pad.reflect(1), Conv2d.of(3, 16, kernel(3)).create(rng));
/// ```
///
/// @param border what the numbers are
/// @param padding how many on each side
public record Pad(Border border, Padding.Explicit padding) implements Layer {
  /// The same number of zeros on every side.
  ///
  /// @throws IllegalArgumentException if it is negative
  public static Pad zeros(int size) {
    return of(Border.ZEROS, Padding.of(size));
  }

  /// Mirrored at the outermost numbers, which are not repeated; less than there are.
  ///
  /// @throws IllegalArgumentException if it is negative
  public static Pad reflect(int size) {
    return of(Border.REFLECT, Padding.of(size));
  }

  /// Repetitions of the outermost numbers.
  ///
  /// @throws IllegalArgumentException if it is negative
  public static Pad replicate(int size) {
    return of(Border.REPLICATE, Padding.of(size));
  }

  /// The numbers of the other end, as on a ring.
  ///
  /// @throws IllegalArgumentException if it is negative
  public static Pad circular(int size) {
    return of(Border.CIRCULAR, Padding.of(size));
  }

  /// Another border, or another number on each side: `Pad.of(Border.REFLECT, Padding.of(1, 0, 2, 0))`.
  ///
  /// @throws IllegalArgumentException if the padding gives no numbers
  public static Pad of(Border border, Padding padding) {
    if (padding instanceof Padding.Explicit explicit) {
      return new Pad(border, explicit);
    }
    throw new IllegalArgumentException(
        "Pad: the padding must give the numbers of each side, but is 'same', which depends on a kernel.");
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int axes = x.rank() - 2;
    if (axes < 1 || axes > 3) {
      throw new IllegalArgumentException(
          "Pad: the input must be [batch, channels, …] with one to three axes behind the channels, but is %s."
              .formatted(x.shape()));
    }
    Tensor y = x;
    for (int axis = 0; axis < axes; axis++) {
      int[] sides = padding.along(3 - axes + axis, 0, 1, 1, 1);
      y = y.pad(2 + axis, sides[0], sides[1], border);
    }
    return y;
  }
}

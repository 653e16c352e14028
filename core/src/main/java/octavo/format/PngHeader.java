package octavo.format;

import java.nio.ByteBuffer;

/// The first chunk of a PNG file.
///
/// @param width columns
/// @param height rows
/// @param bits of a sample
/// @param color 0: gray, 2: colors, 3: palette, 4: gray and opacity, 6: colors and opacity
/// @param interlaced whether the rows come in seven passes
record PngHeader(int width, int height, int bits, int color, boolean interlaced) {
  static PngHeader read(String file, ByteBuffer chunk) throws FormatException {
    if (chunk.remaining() != 13) {
      throw new FormatException(file, 8, "a header of 13 bytes", chunk.remaining() + " bytes");
    }
    int width = chunk.getInt(0);
    int height = chunk.getInt(4);
    int bits = chunk.get(8);
    int color = chunk.get(9);
    if (width < 1 || height < 1) {
      throw new FormatException(
          file, 16, "at least one pixel", "%d×%d pixels".formatted(width, height));
    }
    boolean known =
        switch (color) {
          case 0 -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
          case 3 -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
          case 2, 4, 6 -> bits == 8 || bits == 16;
          default -> false;
        };
    if (!known) {
      throw new FormatException(
          file, 24, "a color type with its depth", "type %d with %d bits".formatted(color, bits));
    }
    if (chunk.get(10) != 0 || chunk.get(11) != 0 || (chunk.get(12) & ~1) != 0) {
      throw new FormatException(
          file,
          26,
          "compression 0, filter 0 and interlacing 0 or 1",
          "%d, %d and %d".formatted(chunk.get(10), chunk.get(11), chunk.get(12)));
    }
    return new PngHeader(width, height, bits, color, chunk.get(12) == 1);
  }

  boolean isIndexed() {
    return color == 3;
  }

  /// Samples of a pixel in the file.
  int samples() {
    return switch (color) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /// The distance in bytes to the pixel on the left, as filters count it.
  int step() {
    return Math.max(1, bits * samples() / 8);
  }

  long rowBytes(int columns) {
    return ((long) columns * samples() * bits + 7) / 8;
  }
}

package octavo.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import octavo.plot.PngEncoder;

/// A picture from a PNG file, 8 bits a channel, row by row.
///
/// @param width columns
/// @param height rows
/// @param channels 1: gray, 2: gray and opacity, 3: red, green and blue, 4: these and opacity
/// @param pixels `height * width * channels` values from 0 to 255
public record Png(int width, int height, int channels, byte[] pixels) {
  private static final int LARGEST_FILE = 1 << 28;

  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if they do not fit the pixels
  public Png {
    if (width < 1
        || height < 1
        || channels < 1
        || channels > 4
        || (long) width * height * channels != pixels.length) {
      throw new IllegalArgumentException(
          "Png: width × height × channels must be the number of values, but %d×%d×%d are not %d."
              .formatted(width, height, channels, pixels.length));
    }
  }

  /// Reads a file of any color type and depth, interlaced or not. A palette becomes colors, 16 bits
  /// become 8, a transparent color becomes an opacity channel.
  ///
  /// @throws FormatException if it is missing, damaged or no PNG file
  /// @throws IOException if it cannot be read
  public static Png read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw FormatException.missing(file, "a PNG file");
    }
    if (Files.size(file) > LARGEST_FILE) {
      throw new FormatException(
          file.toString(),
          0,
          "a PNG file of at most " + LARGEST_FILE + " bytes",
          Files.size(file) + " bytes");
    }
    return new PngDecoder(file.toString(), Files.readAllBytes(file)).decode();
  }

  /// Writes a file atomically.
  ///
  /// @throws IOException if it cannot be written; the previous file is unchanged then
  public void write(Path file) throws IOException {
    AtomicFile.write(file, PngEncoder.encode(pixels, width, height, channels));
  }

  /// The brightness of each pixel, 0 to 255, by the weights of ITU-R BT.601; what is transparent
  /// shows `background`.
  public byte[] gray(int background) {
    byte[] gray = new byte[width * height];
    for (int i = 0; i < gray.length; i++) {
      int at = i * channels;
      int value = pixels[at] & 0xFF;
      if (channels >= 3) {
        int green = pixels[at + 1] & 0xFF;
        int blue = pixels[at + 2] & 0xFF;
        value = (299 * value + 587 * green + 114 * blue + 500) / 1000;
      }
      if (channels % 2 == 0) {
        int opacity = pixels[at + channels - 1] & 0xFF;
        value = (value * opacity + background * (255 - opacity) + 127) / 255;
      }
      gray[i] = (byte) value;
    }
    return gray;
  }
}

package octavo.format;

import org.jspecify.annotations.Nullable;

/// Turns unfiltered rows of samples into pixels of 8 bits a channel.
final class PngPixels {
  private final String file;
  private final PngHeader header;
  private final byte[] palette;
  private final byte @Nullable [] transparency;
  private final int channels;
  private final byte[] pixels;
  private final int[] samples;

  PngPixels(String file, PngHeader header, byte[] palette, byte @Nullable [] transparency)
      throws FormatException {
    this.file = file;
    this.header = header;
    this.palette = palette;
    boolean key = header.color() == 0 || header.color() == 2;
    if (transparency != null && key && transparency.length != 2 * header.samples()) {
      throw new FormatException(
          file,
          8,
          "a transparent color of " + 2 * header.samples() + " bytes",
          transparency.length + " bytes");
    }
    this.transparency = key || header.isIndexed() ? transparency : null;
    int colors = header.isIndexed() ? 3 : header.samples();
    channels = colors + (this.transparency != null ? 1 : 0);
    long size = (long) header.width() * header.height() * channels;
    if (size > Integer.MAX_VALUE - 8) {
      throw new FormatException(file, 16, "at most 2^31 - 1 values", size + " values");
    }
    pixels = new byte[(int) size];
    samples = new int[header.samples()];
  }

  Png image() {
    return new Png(header.width(), header.height(), channels, pixels);
  }

  /// Places row `y` of a pass, given as first column and row and the steps of both.
  void row(byte[] rows, int from, int columns, int[] pass, int y) throws FormatException {
    int top = (1 << header.bits()) - 1;
    for (int x = 0; x < columns; x++) {
      for (int s = 0; s < samples.length; s++) {
        samples[s] = sample(rows, from, x * samples.length + s);
      }
      int at = ((pass[1] + y * pass[3]) * header.width() + pass[0] + x * pass[2]) * channels;
      if (header.isIndexed()) {
        fromPalette(samples[0], at);
      } else {
        for (int s = 0; s < samples.length; s++) {
          pixels[at + s] = (byte) ((samples[s] * 255 + top / 2) / top);
        }
        if (transparency != null) {
          pixels[at + samples.length] = (byte) (isTransparent(transparency) ? 0 : 255);
        }
      }
    }
  }

  private int sample(byte[] rows, int from, int i) {
    return switch (header.bits()) {
      case 8 -> rows[from + i] & 0xFF;
      case 16 -> (rows[from + 2 * i] & 0xFF) << 8 | (rows[from + 2 * i + 1] & 0xFF);
      default -> {
        int bit = i * header.bits();
        int shift = 8 - header.bits() - bit % 8;
        yield (rows[from + bit / 8] >> shift) & ((1 << header.bits()) - 1);
      }
    };
  }

  private void fromPalette(int index, int at) throws FormatException {
    if (index * 3 >= palette.length) {
      throw new FormatException(
          file, 8, "colors from 0 to " + (palette.length / 3 - 1), Integer.toString(index));
    }
    System.arraycopy(palette, index * 3, pixels, at, 3);
    if (transparency != null) {
      pixels[at + 3] = index < transparency.length ? transparency[index] : (byte) 255;
    }
  }

  private boolean isTransparent(byte[] key) {
    for (int s = 0; s < samples.length; s++) {
      if (samples[s] != ((key[2 * s] & 0xFF) << 8 | (key[2 * s + 1] & 0xFF))) {
        return false;
      }
    }
    return true;
  }
}

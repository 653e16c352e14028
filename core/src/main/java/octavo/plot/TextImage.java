package octavo.plot;

/// Pictures in the terminal.
public final class TextImage {
  private static final String INK = " .:-=+*#%@";
  private static final int CHANNELS = 3;

  private TextImage() {}

  /// A gray or color picture, at most `columns` wide, scaled down by averages if need be. With
  /// colors each character shows two pixels, one above the other; without, characters from thin to
  /// thick stand for dark to light.
  ///
  /// @param channels 1: gray, 3: red, green and blue
  /// @throws IllegalArgumentException if the sizes do not fit the pixels
  public static String of(
      byte[] pixels, int width, int height, int channels, int columns, TextColor color) {
    boolean sizes = width >= 1 && height >= 1 && columns >= 1 && (channels == 1 || channels == 3);
    if (!sizes || (long) width * height * channels != pixels.length) {
      throw new IllegalArgumentException(
          "TextImage: width × height × channels (1 or 3) must be the number of values and columns at least 1, but they are %d×%d×%d, %d values and %d columns."
              .formatted(width, height, channels, pixels.length, columns));
    }
    int across = Math.min(width, color == TextColor.NONE ? Math.max(1, columns / 2) : columns);
    int down = Math.max(1, (int) Math.round((double) height * across / width));
    int[][] small = new int[across * down][];
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        small[y * across + x] =
            average(
                pixels,
                width,
                channels,
                x * width / across,
                Math.max(x * width / across + 1, (x + 1) * width / across),
                y * height / down,
                Math.max(y * height / down + 1, (y + 1) * height / down));
      }
    }
    return color == TextColor.NONE ? ink(small, across, down) : halfBlocks(small, across, down);
  }

  private static int[] average(
      byte[] pixels, int width, int channels, int x0, int x1, int y0, int y1) {
    long[] sums = new long[CHANNELS];
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        for (int c = 0; c < CHANNELS; c++) {
          sums[c] += pixels[(y * width + x) * channels + Math.min(c, channels - 1)] & 0xFF;
        }
      }
    }
    int count = (x1 - x0) * (y1 - y0);
    int[] color = new int[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      color[c] = (int) ((sums[c] + count / 2) / count);
    }
    return color;
  }

  /// Two characters a pixel, as a character is about twice as high as wide.
  private static String ink(int[][] small, int across, int down) {
    StringBuilder out = new StringBuilder();
    for (int y = 0; y < down; y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < across; x++) {
        int[] c = small[y * across + x];
        int gray = (299 * c[0] + 587 * c[1] + 114 * c[2]) / 1000;
        String character = String.valueOf(INK.charAt(gray * (INK.length() - 1) / 255));
        line.append(character).append(character);
      }
      out.append(y == 0 ? "" : "\n").append(line.toString().stripTrailing());
    }
    return out.toString();
  }

  private static String halfBlocks(int[][] small, int across, int down) {
    StringBuilder out = new StringBuilder();
    for (int y = 0; y < down; y += 2) {
      out.append(y == 0 ? "" : "\n");
      String before = "";
      for (int x = 0; x < across; x++) {
        String colors = "38;2;" + code(small[y * across + x]);
        if (y + 1 < down) {
          colors += ";48;2;" + code(small[(y + 1) * across + x]);
        }
        out.append(colors.equals(before) ? "" : "\u001b[" + colors + "m").append('▀');
        before = colors;
      }
      out.append("\u001b[0m");
    }
    return out.toString();
  }

  private static String code(int[] color) {
    return color[0] + ";" + color[1] + ";" + color[2];
  }
}

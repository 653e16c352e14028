package octavo.cli;

import octavo.format.Png;

/// A grayscale picture, fitted to the size a network takes.
///
/// @param size rows and columns
/// @param pixels row by row, 0 to 255
record Picture(int size, byte[] pixels) {
  private static final String SHADES = " .:-=+*#%@";

  /// The picture in `size` rows and columns: each new pixel is the mean of the area it covers. The
  /// longer side fills the square, the rest is the background, the mean of the picture's corners.
  static Picture of(Png png, int size) {
    byte[] gray = png.gray(255);
    int side = Math.max(png.width(), png.height());
    int left = (side - png.width()) / 2;
    int top = (side - png.height()) / 2;
    int background = corner(gray, png);
    byte[] pixels = new byte[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        pixels[i * size + j] =
            (byte) mean(gray, png, (double) side / size, i, j, top, left, background);
      }
    }
    return new Picture(size, pixels);
  }

  private static int corner(byte[] gray, Png png) {
    int last = png.width() * png.height() - 1;
    int right = png.width() - 1;
    return ((gray[0] & 0xFF)
            + (gray[right] & 0xFF)
            + (gray[last - right] & 0xFF)
            + (gray[last] & 0xFF))
        / 4;
  }

  /// The mean of the area of new pixel `(i, j)`, each old pixel weighted by the part it covers.
  private static int mean(
      byte[] gray, Png png, double scale, int i, int j, int top, int left, int background) {
    double sum = 0;
    double weight = 0;
    for (int y = (int) (i * scale); y < Math.ceil((i + 1) * scale); y++) {
      double down = Math.min(y + 1, (i + 1) * scale) - Math.max(y, i * scale);
      for (int x = (int) (j * scale); x < Math.ceil((j + 1) * scale); x++) {
        double across = Math.min(x + 1, (j + 1) * scale) - Math.max(x, j * scale);
        int row = y - top;
        int column = x - left;
        boolean inside = row >= 0 && row < png.height() && column >= 0 && column < png.width();
        int value = inside ? gray[row * png.width() + column] & 0xFF : background;
        sum += value * down * across;
        weight += down * across;
      }
    }
    return (int) Math.round(sum / weight);
  }

  /// Whether the background is brighter than the middle of the scale: a dark thing on light paper.
  boolean isDarkOnLight() {
    long edge = 0;
    for (int i = 0; i < size; i++) {
      edge += pixels[i] & 0xFF;
      edge += pixels[(size - 1) * size + i] & 0xFF;
      edge += pixels[i * size] & 0xFF;
      edge += pixels[i * size + size - 1] & 0xFF;
    }
    return edge > 127L * 4 * size;
  }

  Picture inverted() {
    byte[] turned = new byte[pixels.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = (byte) (255 - (pixels[i] & 0xFF));
    }
    return new Picture(size, turned);
  }

  /// The picture in the terminal: with color two pixels a character as half blocks, without it one
  /// character for two columns of pixels, from blank to dense.
  String draw(boolean color) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i += 2) {
      for (int j = 0; j < size; j++) {
        int upper = pixels[i * size + j] & 0xFF;
        int lower = i + 1 < size ? pixels[(i + 1) * size + j] & 0xFF : 0;
        if (color) {
          text.append(
              "\033[38;2;%d;%d;%dm\033[48;2;%d;%d;%dm▀"
                  .formatted(upper, upper, upper, lower, lower, lower));
        } else {
          text.append(SHADES.charAt((upper + lower) * (SHADES.length() - 1) / 510));
        }
      }
      text.append(color ? "\033[0m\n" : "\n");
    }
    return text.toString();
  }
}

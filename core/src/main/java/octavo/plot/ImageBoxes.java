package octavo.plot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A picture with rectangles over it, and heat: how much each pixel matters. It shows what a number of a
/// network sees of a picture.
///
/// @param title what the picture shows
/// @param pixels row by row
/// @param width columns of pixels
/// @param height rows of pixels
/// @param channels 1: gray, 3: red, green and blue
/// @param heat a number for each pixel, row by row, not negative; null for none
/// @param boxes the rectangles, each in a color of its own
/// @param size of the longer side, in pixels of the page
public record ImageBoxes(
    String title,
    byte[] pixels,
    int width,
    int height,
    int channels,
    double @Nullable [] heat,
    List<Box> boxes,
    int size)
    implements Chart {
  private static final int SIZE = 420;
  private static final int LEAST_SIZE = 8;
  private static final double LEGEND = 18;
  private static final double TOP = 44;
  private static final int LEAST_SIDE = 448;
  private static final double MOST_OPACITY = 0.85;

  /// A rectangle.
  ///
  /// @param name what it marks
  /// @param x the column of its left edge
  /// @param y the row of its upper edge
  /// @param width its columns
  /// @param height its rows
  public record Box(String name, double x, double y, double width, double height) {}

  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if pixels or heat do not fit them
  public ImageBoxes {
    boxes = List.copyOf(boxes);
    boolean colors = channels == 1 || channels == 3;
    if (width < 1 || height < 1 || !colors || (long) width * height * channels != pixels.length) {
      throw new IllegalArgumentException(
          "ImageBoxes: width × height × channels must be the number of pixels, with 1 or 3 channels, but %d×%d×%d are not %d."
              .formatted(width, height, channels, pixels.length));
    }
    if (size < LEAST_SIZE) {
      throw new IllegalArgumentException(
          "ImageBoxes: the size must be at least %d pixels, but is %d."
              .formatted(LEAST_SIZE, size));
    }
    if (heat != null && heat.length != width * height) {
      throw new IllegalArgumentException(
          "ImageBoxes: there must be heat for each of %d×%d pixels, but there are %d numbers."
              .formatted(width, height, heat.length));
    }
  }

  /// A gray picture, 0 for black to 255 for white.
  public static ImageBoxes gray(String title, byte[] pixels, int width, int height) {
    return new ImageBoxes(title, pixels, width, height, 1, null, List.of(), SIZE);
  }

  /// A color picture: red, green and blue of each pixel.
  public static ImageBoxes color(String title, byte[] pixels, int width, int height) {
    return new ImageBoxes(title, pixels, width, height, 3, null, List.of(), SIZE);
  }

  /// A table of numbers as a picture, from dark for 0 to light for the largest.
  public static ImageBoxes map(String title, double[] values, int width, int height) {
    double largest = largest(values);
    byte[] pixels = new byte[3 * values.length];
    for (int i = 0; i < values.length; i++) {
      int[] color = Viridis.color(values[i] / largest);
      for (int c = 0; c < 3; c++) {
        pixels[3 * i + c] = (byte) color[c];
      }
    }
    return color(title, pixels, width, height);
  }

  /// With one more rectangle.
  public ImageBoxes box(String name, double x, double y, double across, double down) {
    List<Box> more = new ArrayList<>(boxes);
    more.add(new Box(name, x, y, across, down));
    return new ImageBoxes(title, pixels, width, height, channels, heat, more, size);
  }

  /// With heat over the picture: clear for 0, nearly opaque for the largest.
  public ImageBoxes withHeat(double... values) {
    return new ImageBoxes(title, pixels, width, height, channels, values, boxes, size);
  }

  /// With another size on the page.
  ///
  /// @throws IllegalArgumentException if it could not be seen
  public ImageBoxes withSize(int longerSide) {
    return new ImageBoxes(title, pixels, width, height, channels, heat, boxes, longerSide);
  }

  private static double largest(double... values) {
    double largest = Double.MIN_NORMAL;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  @Override
  public String svg() {
    double scale = (double) size / Math.max(width, height);
    double across = Math.max(width * scale, widestName());
    Canvas canvas =
        new Canvas(
            title,
            "A picture with %d rectangles.".formatted(boxes.size()),
            Math.max(Canvas.titleWidth(title), 32 + across),
            TOP + height * scale + 16 + LEGEND * boxes.size(),
            Theme.BOX_CSS);
    double shownWidth = width * scale;
    double shownHeight = height * scale;
    byte[] picture = PngEncoder.encode(pixels, width, height, channels);
    canvas.image(picture, 16, TOP, shownWidth, shownHeight, title);
    if (heat != null) {
      canvas.image(
          PngEncoder.encode(heatPixels(), width, height, 4),
          16,
          TOP,
          shownWidth,
          shownHeight,
          title);
    }
    canvas.rect("frame", 16, TOP, shownWidth, shownHeight, 0);
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      double x = 16 + box.x * scale;
      double y = TOP + box.y * scale;
      canvas.rect("halo", x, y, box.width * scale, box.height * scale, 0);
      canvas.rect("curve " + Theme.series(i), x, y, box.width * scale, box.height * scale, 0);
      double line = TOP + shownHeight + 18 + LEGEND * i;
      canvas.rect("fill " + Theme.series(i), 16, line - 9, 12, 10, 2);
      canvas.text("name", 34, line, box.name);
    }
    return canvas.finish();
  }

  private double widestName() {
    return boxes.stream().mapToDouble(box -> 18 + Canvas.width(box.name, 12)).max().orElse(0);
  }

  /// Red, green, blue and opacity.
  private byte[] heatPixels() {
    double[] values = heat == null ? new double[width * height] : heat;
    double largest = largest(values);
    byte[] all = new byte[4 * values.length];
    for (int i = 0; i < values.length; i++) {
      double share = Math.sqrt(Math.max(0, values[i]) / largest); // small numbers are to be seen
      int[] color = Viridis.color(share);
      for (int c = 0; c < 3; c++) {
        all[4 * i + c] = (byte) color[c];
      }
      all[4 * i + 3] = (byte) Math.round(255 * MOST_OPACITY * share);
    }
    return all;
  }

  /// The same as a PNG file: each pixel as a square of as many as it takes to be about 450 wide, rectangles as
  /// lines; names are left out.
  public byte[] png() {
    int scale = Math.max(1, Math.ceilDiv(LEAST_SIDE, Math.max(width, height)));
    int across = width * scale;
    int down = height * scale;
    byte[] hot = heatPixels();
    byte[] all = new byte[3 * across * down];
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int from = y / scale * width + x / scale;
        int opacity = hot[4 * from + 3] & 0xFF;
        for (int c = 0; c < 3; c++) {
          int below = pixels[from * channels + (channels == 3 ? c : 0)] & 0xFF;
          int above = hot[4 * from + c] & 0xFF;
          all[3 * (y * across + x) + c] =
              (byte) ((above * opacity + below * (255 - opacity) + 127) / 255);
        }
      }
    }
    for (int i = 0; i < boxes.size(); i++) {
      frame(all, across, down, scale, boxes.get(i), Theme.rgb(i));
    }
    return PngEncoder.encode(all, across, down, 3);
  }

  private static void frame(byte[] all, int across, int down, int scale, Box box, int[] color) {
    int left = (int) Math.round(box.x * scale);
    int top = (int) Math.round(box.y * scale);
    int right = (int) Math.round((box.x + box.width) * scale) - 1;
    int bottom = (int) Math.round((box.y + box.height) * scale) - 1;
    for (int y = Math.max(0, top); y <= Math.min(down - 1, bottom); y++) {
      for (int x = Math.max(0, left); x <= Math.min(across - 1, right); x++) {
        int inside = Math.min(Math.min(x - left, right - x), Math.min(y - top, bottom - y));
        for (int c = 0; c < 3 && inside < 2; c++) {
          all[3 * (y * across + x) + c] = (byte) color[c];
        }
      }
    }
  }
}

package octavo.plot;

import java.util.ArrayList;
import java.util.List;

/// Small pictures in rows, each with a caption.
///
/// @param title what the pictures show
/// @param columns pictures in a row
/// @param size of a picture in pixels of the page
/// @param pictures from the top left
public record ImageGrid(String title, int columns, int size, List<Picture> pictures)
    implements Chart {
  private static final double CAPTION = 16;
  private static final double GAP = 14;

  /// One picture.
  ///
  /// @param pixels row by row
  /// @param width columns of pixels
  /// @param height rows of pixels
  /// @param channels 1: gray, 2: gray and opacity, 3: red, green and blue, 4: these and opacity
  /// @param caption lines of text below it; may be empty
  public record Picture(byte[] pixels, int width, int height, int channels, String caption) {}

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if a picture could not be seen
  public ImageGrid {
    pictures = List.copyOf(pictures);
    if (columns < 1 || size < 8) {
      throw new IllegalArgumentException(
          "ImageGrid: there must be at least one column and 8 pixels for a picture, but columns is %d and size %d."
              .formatted(columns, size));
    }
  }

  /// A grid without pictures.
  public static ImageGrid of(String title, int columns) {
    return new ImageGrid(title, columns, 84, List.of());
  }

  /// With one more gray picture, 0 for black to 255 for white.
  public ImageGrid gray(byte[] pixels, int width, int height, String caption) {
    return with(new Picture(pixels, width, height, 1, caption));
  }

  /// With one more color picture: red, green and blue of each pixel.
  public ImageGrid color(byte[] pixels, int width, int height, String caption) {
    return with(new Picture(pixels, width, height, 3, caption));
  }

  /// With one more picture.
  public ImageGrid with(Picture picture) {
    List<Picture> more = new ArrayList<>(pictures);
    more.add(picture);
    return new ImageGrid(title, columns, size, more);
  }

  /// With pictures of another size on the page.
  public ImageGrid withSize(int newSize) {
    return new ImageGrid(title, columns, newSize, pictures);
  }

  @Override
  public String svg() {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(
          "ImageGrid: '%s' must have at least one picture, but has none. Add one first."
              .formatted(title));
    }
    int lines = 0;
    double widest = size;
    for (Picture picture : pictures) {
      List<String> caption = picture.caption().lines().toList();
      lines = Math.max(lines, caption.size());
      for (String line : caption) {
        widest = Math.max(widest, Math.min(2.0 * size, Canvas.width(line, 11)));
      }
    }
    double across = widest + GAP;
    double down = size + lines * CAPTION + GAP;
    int rows = (pictures.size() + columns - 1) / columns;
    Canvas canvas =
        new Canvas(
            title,
            pictures.size() + " pictures.",
            Math.max(
                32 - GAP + across * Math.min(columns, pictures.size()), Canvas.titleWidth(title)),
            44 + down * rows);
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      double x = 16 + i % columns * across + (widest - size) / 2;
      int row = i / columns;
      double y = 44 + row * down;
      byte[] png =
          PngEncoder.encode(
              picture.pixels(), picture.width(), picture.height(), picture.channels());
      canvas.image(png, x, y, size, size, picture.caption());
      canvas.rect("frame", x, y, size, size, 0);
      int line = 0;
      for (String text : picture.caption().lines().toList()) {
        canvas.text("middle small", x + size / 2.0, y + size + 14 + CAPTION * line++, text);
      }
    }
    return canvas.finish();
  }
}

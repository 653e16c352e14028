package octavo.data;

import java.util.ArrayDeque;

/// One image of an [ImageDataset] without what is around the thing it shows.
///
/// @param brightness of each pixel, 0 to 1; 0 outside
/// @param cover 1 where the thing is, else 0
/// @param height rows
/// @param width columns
record Cutout(float[] brightness, float[] cover, int height, int width) {
  /// Pixels up to here are background, if they hang together with the edge.
  private static final int DARK = 12;

  /// Image `number`. Outside is what can be reached from the edge over dark pixels, so dark spots of the
  /// thing belong to it.
  static Cutout of(ImageDataset images, int number) {
    int h = images.height();
    int w = images.width();
    int from = Math.multiplyExact(number, h * w);
    boolean[] outside = new boolean[h * w];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int p = 0; p < h * w; p++) {
      boolean edge = p < w || p >= (h - 1) * w || p % w == 0 || p % w == w - 1;
      if (edge) {
        visit(images, from, p, outside, open);
      }
    }
    while (!open.isEmpty()) {
      int p = open.pop();
      int column = p % w;
      if (p >= w) {
        visit(images, from, p - w, outside, open);
      }
      if (p < (h - 1) * w) {
        visit(images, from, p + w, outside, open);
      }
      if (column > 0) {
        visit(images, from, p - 1, outside, open);
      }
      if (column < w - 1) {
        visit(images, from, p + 1, outside, open);
      }
    }
    float[] brightness = new float[h * w];
    float[] cover = new float[h * w];
    for (int p = 0; p < h * w; p++) {
      cover[p] = outside[p] ? 0 : 1;
      brightness[p] = outside[p] ? 0 : (images.pixels()[from + p] & 0xFF) / 255f;
    }
    return new Cutout(brightness, cover, h, w);
  }

  private static void visit(
      ImageDataset images, int from, int p, boolean[] outside, ArrayDeque<Integer> open) {
    if (!outside[p] && (images.pixels()[from + p] & 0xFF) <= DARK) {
      outside[p] = true;
      open.push(p);
    }
  }

  /// Mirrored, left to right.
  Cutout flipped() {
    float[] b = new float[brightness.length];
    float[] c = new float[cover.length];
    for (int p = 0; p < b.length; p++) {
      int q = p - p % width + width - 1 - p % width;
      b[p] = brightness[q];
      c[p] = cover[q];
    }
    return new Cutout(b, c, height, width);
  }
}

package octavo.data;

import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;

/// A canvas that is being filled: brightness of its pixels and the class each belongs to.
final class Collage {
  /// The first grid of the clouds has its points so far apart, the others half as far each.
  private static final int CLOUD = 16;

  private static final int CLOUDS = 3;
  private static final double GRAIN = 0.05;

  private final int side;
  private final float[] pixels;
  private final long[] classes;

  /// A canvas of clouds: grids of random numbers, ever finer and fainter, with straight lines between
  /// (value noise). All of it is background, class 0.
  Collage(int side, Rng rng) {
    this.side = side;
    this.pixels = new float[side * side];
    this.classes = new long[side * side];
    float level = (float) (0.1 + 0.2 * rng.nextDouble());
    double contrast = 0.3;
    for (int i = 0, step = CLOUD; i < CLOUDS; i++, step /= 2, contrast /= 2) {
      cloud(step, contrast, rng);
    }
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] += level;
    }
  }

  private void cloud(int step, double contrast, Rng rng) {
    int points = (side + step - 1) / step + 1;
    float[] grid = new float[points * points];
    for (int p = 0; p < grid.length; p++) {
      grid[p] = (float) (contrast * (rng.nextDouble() - 0.5));
    }
    for (int i = 0; i < side; i++) {
      float y = (float) i / step;
      for (int j = 0; j < side; j++) {
        pixels[i * side + j] += between(grid, points, points, y, (float) j / step);
      }
    }
  }

  /// The number between four points of a grid; beyond its edge it is as at the edge.
  private static float between(float[] grid, int height, int width, float y, float x) {
    float row = Math.clamp(y, 0, height - 1);
    float column = Math.clamp(x, 0, width - 1);
    int i = Math.min((int) row, Math.max(0, height - 2));
    int j = Math.min((int) column, Math.max(0, width - 2));
    int down = height > 1 ? width : 0;
    int right = width > 1 ? 1 : 0;
    float v = row - i;
    float u = column - j;
    int p = i * width + j;
    float upper = grid[p] * (1 - u) + grid[p + right] * u;
    float lower = grid[p + down] * (1 - u) + grid[p + down + right] * u;
    return upper * (1 - v) + lower * v;
  }

  /// Lays a piece on what is there, at this place and in this size. At its edge both shine through.
  void paste(Cutout piece, long kind, int top, int left, int height, int width, float light) {
    for (int i = 0; i < height; i++) {
      float y = (i + 0.5f) * piece.height() / height - 0.5f;
      for (int j = 0; j < width; j++) {
        float x = (j + 0.5f) * piece.width() / width - 0.5f;
        float cover = between(piece.cover(), piece.height(), piece.width(), y, x);
        float own = between(piece.brightness(), piece.height(), piece.width(), y, x);
        int p = (top + i) * side + left + j;
        pixels[p] = light * own + (1 - cover) * pixels[p];
        if (cover >= 0.5f) {
          classes[p] = kind;
        }
      }
    }
  }

  /// Writes brightness with a grain, from 0 to 1, and classes into the arrays of a batch.
  void develop(float[] x, long[] t, int from, Rng rng) {
    float[] grain = RandomTensors.normal(rng, 0, GRAIN, Shape.of(pixels.length)).toFloatArray();
    for (int p = 0; p < pixels.length; p++) {
      x[from + p] = Math.clamp(pixels[p] + grain[p], 0, 1);
      t[from + p] = classes[p];
    }
  }
}

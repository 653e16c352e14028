package octavo.kernel.pool;

import octavo.kernel.Parallel;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one region, or one channel, at a time; places, weights and sums in double.
public final class ScalarRoi implements RoiKernels {
  /// A point between pixels: up to four places of a plane and their weights.
  private static final class Point {
    private final int[] places = new int[4];
    private final double[] weights = new double[4];

    /// Bilinear interpolation at `(y, x)`; a point more than a pixel outside weighs nothing.
    private void set(RoiGeometry g, double y, double x, double share) {
      boolean outside = !(y >= -1 && y <= g.inHeight() && x >= -1 && x <= g.inWidth());
      double row = Math.clamp(y, 0, g.inHeight() - 1);
      double column = Math.clamp(x, 0, g.inWidth() - 1);
      int top = (int) row;
      int left = (int) column;
      int below = Math.min(top + 1, g.inHeight() - 1);
      int right = Math.min(left + 1, g.inWidth() - 1);
      double down = row - top;
      double over = column - left;
      double whole = outside ? 0 : share;
      put(0, top * g.inWidth() + left, whole * (1 - down) * (1 - over));
      put(1, top * g.inWidth() + right, whole * (1 - down) * over);
      put(2, below * g.inWidth() + left, whole * down * (1 - over));
      put(3, below * g.inWidth() + right, whole * down * over);
    }

    private void put(int i, int place, double weight) {
      places[i] = place;
      weights[i] = weight;
    }
  }

  /// What is done with one point of a bin, given the picture of its region.
  private interface Body {
    void accept(int image, int bin, Point point);
  }

  /// All points of the bins of region `k`.
  private static void points(RoiGeometry g, View rois, int k, Body body) {
    Storage r = rois.storage();
    int at = rois.offset() + 5 * k;
    double shift = g.aligned() ? 0.5 : 0;
    double left = r.getDouble(at + 1) * g.scale() - shift;
    double top = r.getDouble(at + 2) * g.scale() - shift;
    double width = r.getDouble(at + 3) * g.scale() - shift - left;
    double height = r.getDouble(at + 4) * g.scale() - shift - top;
    double binWidth = (g.aligned() ? width : Math.max(width, 1)) / g.outWidth();
    double binHeight = (g.aligned() ? height : Math.max(height, 1)) / g.outHeight();
    int rows = g.samples() > 0 ? g.samples() : (int) Math.ceil(binHeight);
    int columns = g.samples() > 0 ? g.samples() : (int) Math.ceil(binWidth);
    double share = 1.0 / Math.max(1, rows * columns);
    Point point = new Point();
    for (int bin = 0; bin < g.bins(); bin++) {
      int i = bin / g.outWidth();
      int j = bin % g.outWidth();
      double y = top + i * binHeight;
      double x = left + j * binWidth;
      for (int u = 0; u < rows; u++) {
        for (int v = 0; v < columns; v++) {
          point.set(g, y + (u + 0.5) * binHeight / rows, x + (v + 0.5) * binWidth / columns, share);
          body.accept((int) r.getDouble(at), bin, point);
        }
      }
    }
  }

  @Override
  public void align(RoiGeometry g, View x, View rois, View y) {
    Parallel.run(
        g.regions(),
        k -> {
          double[] sums = new double[g.channels() * g.bins()];
          points(
              g,
              rois,
              k,
              (image, bin, point) -> {
                for (int c = 0; c < g.channels(); c++) {
                  int plane = x.offset() + (image * g.channels() + c) * g.inSize();
                  for (int i = 0; i < 4; i++) {
                    if (point.weights[i] != 0) {
                      double value = x.storage().getDouble(plane + point.places[i]);
                      sums[c * g.bins() + bin] += point.weights[i] * value;
                    }
                  }
                }
              });
          for (int i = 0; i < sums.length; i++) {
            y.storage().setDouble(y.offset() + k * sums.length + i, sums[i]);
          }
        });
  }

  @Override
  public void alignBackward(RoiGeometry g, View dy, View rois, View dx) {
    Parallel.run(
        g.channels(),
        c -> {
          double[] sums = new double[g.batch() * g.inSize()];
          for (int k = 0; k < g.regions(); k++) {
            int from = dy.offset() + (k * g.channels() + c) * g.bins();
            points(
                g,
                rois,
                k,
                (image, bin, point) -> {
                  double gradient = dy.storage().getDouble(from + bin);
                  for (int i = 0; i < 4; i++) {
                    if (point.weights[i] != 0) {
                      sums[image * g.inSize() + point.places[i]] += point.weights[i] * gradient;
                    }
                  }
                });
          }
          for (int i = 0; i < sums.length; i++) {
            int plane = i / g.inSize() * g.channels() + c;
            int to = dx.offset() + plane * g.inSize() + i % g.inSize();
            dx.storage().setDouble(to, sums[i]);
          }
        });
  }

  /// To the nearest integer, halves away from 0.
  private static double round(double x) {
    return Math.copySign(Math.floor(Math.abs(x) + 0.5), x);
  }

  @Override
  public void maxIndices(RoiGeometry g, View x, View rois, View indices) {
    Parallel.run(
        g.regions(),
        k -> {
          Storage r = rois.storage();
          int at = rois.offset() + 5 * k;
          double left = round(r.getDouble(at + 1) * g.scale());
          double top = round(r.getDouble(at + 2) * g.scale());
          double width = Math.max(round(r.getDouble(at + 3) * g.scale()) - left + 1, 1);
          double height = Math.max(round(r.getDouble(at + 4) * g.scale()) - top + 1, 1);
          int image = (int) r.getDouble(at);
          for (int bin = 0; bin < g.bins(); bin++) {
            int i = bin / g.outWidth();
            int j = bin % g.outWidth();
            int first = border(Math.floor(i * height / g.outHeight()) + top, g.inHeight());
            int last = border(Math.ceil((i + 1) * height / g.outHeight()) + top, g.inHeight());
            int begin = border(Math.floor(j * width / g.outWidth()) + left, g.inWidth());
            int end = border(Math.ceil((j + 1) * width / g.outWidth()) + left, g.inWidth());
            for (int c = 0; c < g.channels(); c++) {
              int plane = (image * g.channels() + c) * g.inSize();
              indices.longs()[indices.offset() + (k * g.channels() + c) * g.bins() + bin] =
                  argMax(x, plane, g.inWidth(), first, last, begin, end);
            }
          }
        });
  }

  private static int border(double place, int size) {
    return (int) Math.clamp(place, 0, size);
  }

  private static long argMax(View x, int plane, int width, int top, int below, int left, int end) {
    long best = -1;
    double largest = Double.NEGATIVE_INFINITY;
    for (int u = top; u < below; u++) {
      for (int at = plane + u * width + left; at < plane + u * width + end; at++) {
        double value = x.storage().getDouble(x.offset() + at);
        if (best < 0 || Larger.than(largest, value)) {
          best = at;
          largest = value;
        }
      }
    }
    return best;
  }
}

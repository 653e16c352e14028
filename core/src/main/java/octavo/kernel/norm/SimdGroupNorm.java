package octavo.kernel.norm;

import java.util.function.IntConsumer;
import octavo.kernel.Parallel;
import octavo.kernel.norm.NormKernels.Groups;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Group norm of long slices: a group is read from memory once and stays in the cache while its
/// channels, each with a weight and a bias of its own, are scaled one after the other.
final class SimdGroupNorm {
  private static final int BLOCK = ChannelBlocks.BLOCK;

  private SimdGroupNorm() {}

  private static double get(@Nullable View v, int i, double otherwise) {
    return v == null ? otherwise : v.floats()[v.offset() + i];
  }

  private static void rows(Groups g, IntConsumer row) {
    Parallel.ranges(
        g.batch() * g.groups(),
        Math.max(1, Parallel.MINIMUM_WORK / g.row()),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            row.accept(i);
          }
        });
  }

  static void forward(
      Groups g,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View rstd,
      IntConsumer oracle) {
    int n = g.spatial();
    rows(
        g,
        row -> {
          double[] found = new double[2];
          int from = row * g.row();
          SimdLayerNorm.moments(x.floats(), x.offset() + from, g.row(), found);
          if (!Double.isFinite(found[0])) {
            oracle.accept(row);
            return;
          }
          double r = 1 / Math.sqrt(found[1] + epsilon);
          float center = (float) found[0];
          double rest = found[0] - center;
          mean.floats()[mean.offset() + row] = center;
          rstd.floats()[rstd.offset() + row] = (float) r;
          for (int i = 0; i < g.channels(); i++) {
            int channel = row % g.groups() * g.channels() + i;
            double a = get(weight, channel, 1) * r;
            float shift = (float) (get(bias, channel, 0) - rest * a);
            int at = from + i * n;
            SimdSlices.normalize(
                x.floats(),
                x.offset() + at,
                y.floats(),
                y.offset() + at,
                0,
                1,
                n,
                center,
                (float) a,
                shift);
          }
        });
  }

  static void backward(
      Groups g,
      View x,
      View mean,
      View rstd,
      @Nullable View weight,
      View dy,
      View dx,
      @Nullable View dWeight,
      @Nullable View dBias) {
    int slices = g.batch() * g.groups() * g.channels();
    double[] sums = new double[2 * slices]; // Σ dy and Σ dy·(x - mean) of each slice
    rows(
        g,
        row -> {
          float center = mean.floats()[mean.offset() + row];
          double r = rstd.floats()[rstd.offset() + row];
          double sum = 0;
          double dot = 0;
          for (int i = 0; i < g.channels(); i++) {
            int slice = row * g.channels() + i;
            sliceSums(g, slice, x, dy, center, sums);
            double w = get(weight, row % g.groups() * g.channels() + i, 1);
            sum += w * sums[2 * slice];
            dot += w * sums[2 * slice + 1];
          }
          GradientLine line = GradientLine.of(r, 1, sum / g.row(), dot / g.row());
          for (int i = 0; i < g.channels(); i++) {
            double w = get(weight, row % g.groups() * g.channels() + i, 1);
            int at = (row * g.channels() + i) * g.spatial();
            SimdSlices.line(
                x.floats(),
                x.offset() + at,
                dy.floats(),
                dy.offset() + at,
                dx.floats(),
                dx.offset() + at,
                g.spatial(),
                center,
                (float) (w * r),
                line.b(),
                (float) (-sum / g.row() * r));
          }
        });
    int channels = g.groups() * g.channels();
    for (int channel = 0; channel < channels; channel++) {
      double dw = 0;
      double db = 0;
      for (int slice = channel; slice < slices; slice += channels) {
        double r = rstd.floats()[rstd.offset() + slice / g.channels()];
        db += sums[2 * slice];
        dw += sums[2 * slice + 1] * r;
      }
      set(dWeight, channel, dw);
      set(dBias, channel, db);
    }
  }

  private static void set(@Nullable View v, int i, double value) {
    if (v != null) {
      v.floats()[v.offset() + i] = (float) value;
    }
  }

  private static void sliceSums(Groups g, int slice, View x, View dy, float center, double[] sums) {
    double[] found = new double[2];
    int from = slice * g.spatial();
    for (int i = 0; i < g.spatial(); i += BLOCK) {
      SimdSlices.gradientSums(
          x.floats(),
          x.offset() + from + i,
          dy.floats(),
          dy.offset() + from + i,
          0,
          1,
          Math.min(BLOCK, g.spatial() - i),
          center,
          found,
          0,
          1);
      sums[2 * slice] += found[0];
      sums[2 * slice + 1] += found[1];
    }
  }
}

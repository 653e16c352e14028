package octavo.kernel.norm;

import java.util.function.IntConsumer;
import octavo.kernel.Parallel;
import octavo.kernel.norm.NormKernels.Channels;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Batch norm of long slices. With many channels a task does whole channels, so that the second
/// pass finds a channel in the cache; with few, the blocks of each channel are shared out. Both go
/// through the same blocks in the same order of summation and give the same bits.
final class SimdBatchNorm {
  /// From this many channels on a task does whole channels.
  private static final int MANY = 16;

  private SimdBatchNorm() {}

  private static double get(@Nullable View v, int i, double otherwise) {
    return v == null ? otherwise : v.floats()[v.offset() + i];
  }

  private static void set(View v, int i, double value) {
    v.floats()[v.offset() + i] = (float) value;
  }

  /// Does `first` for every block of a channel, `between` once and `last` for every block.
  private static void eachChannel(
      Channels c, ChannelBlocks cut, IntConsumer first, IntConsumer between, IntConsumer last) {
    int blocks = cut.count();
    if (c.channels() < MANY && blocks > 1) {
      Parallel.run(c.channels() * blocks, first);
      for (int channel = 0; channel < c.channels(); channel++) {
        between.accept(channel);
      }
      Parallel.run(c.channels() * blocks, last);
      return;
    }
    int work = c.batch() * c.spatial();
    Parallel.ranges(
        c.channels(),
        Math.max(1, Parallel.MINIMUM_WORK / work),
        (from, to) -> {
          for (int channel = from; channel < to; channel++) {
            for (int k = channel * blocks; k < (channel + 1) * blocks; k++) {
              first.accept(k);
            }
            between.accept(channel);
            for (int k = channel * blocks; k < (channel + 1) * blocks; k++) {
              last.accept(k);
            }
          }
        });
  }

  static void forward(
      Channels c,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View variance) {
    ChannelBlocks cut = ChannelBlocks.of(c);
    int blocks = cut.count();
    double[] found = new double[2 * c.channels() * blocks]; // mean and squares of each block
    // y = (x - center)·scale + shift; the mean less the rounded center goes into the shift
    float[] scale = new float[c.channels()];
    float[] shift = new float[c.channels()];
    boolean[] oracle = new boolean[c.channels()];
    eachChannel(
        c,
        cut,
        k -> {
          int block = k % blocks;
          int at = x.offset() + cut.start(k / blocks, block);
          int n = cut.length(block);
          int slices = cut.slices(block);
          float center = SimdSlices.center(x.floats(), at, cut.step(), slices, n);
          SimdSlices.moments(
              x.floats(), at, cut.step(), slices, n, center, found, 2 * k, 2 * k + 1);
        },
        channel -> {
          Moments all = new Moments();
          for (int block = 0; block < blocks; block++) {
            int k = channel * blocks + block;
            double n = (double) cut.slices(block) * cut.length(block);
            all.add(n, found[2 * k], found[2 * k + 1]);
          }
          oracle[channel] = !all.isFinite();
          if (oracle[channel]) {
            ScalarNorm.batchNormChannel(c, channel, x, weight, bias, epsilon, y, mean, variance);
            return;
          }
          set(mean, channel, all.mean());
          set(variance, channel, all.variance());
          double a = get(weight, channel, 1) / Math.sqrt(all.variance() + epsilon);
          scale[channel] = (float) a;
          double rest = all.mean() - (float) all.mean();
          shift[channel] = (float) (get(bias, channel, 0) - rest * a);
        },
        k -> {
          int block = k % blocks;
          int channel = k / blocks;
          if (!oracle[channel]) {
            int at = cut.start(channel, block);
            SimdSlices.normalize(
                x.floats(),
                x.offset() + at,
                y.floats(),
                y.offset() + at,
                cut.step(),
                cut.slices(block),
                cut.length(block),
                mean.floats()[mean.offset() + channel],
                scale[channel],
                shift[channel]);
          }
        });
  }

  static void backward(
      Channels c,
      View x,
      View mean,
      View variance,
      double epsilon,
      @Nullable View weight,
      View dy,
      View dx,
      View dWeight,
      View dBias) {
    ChannelBlocks cut = ChannelBlocks.of(c);
    int blocks = cut.count();
    double[] found = new double[2 * c.channels() * blocks]; // sum and dot of each block
    GradientLine[] lines = new GradientLine[c.channels()];
    eachChannel(
        c,
        cut,
        k -> {
          int block = k % blocks;
          int channel = k / blocks;
          int at = cut.start(channel, block);
          SimdSlices.gradientSums(
              x.floats(),
              x.offset() + at,
              dy.floats(),
              dy.offset() + at,
              cut.step(),
              cut.slices(block),
              cut.length(block),
              mean.floats()[mean.offset() + channel],
              found,
              2 * k,
              2 * k + 1);
        },
        channel -> {
          double sum = 0;
          double dot = 0;
          for (int k = channel * blocks; k < (channel + 1) * blocks; k++) {
            sum += found[2 * k];
            dot += found[2 * k + 1];
          }
          double r = 1 / Math.sqrt(get(variance, channel, 0) + epsilon);
          set(dWeight, channel, dot * r);
          set(dBias, channel, sum);
          double n = (double) c.batch() * c.spatial();
          lines[channel] = GradientLine.of(r, get(weight, channel, 1), sum / n, dot / n);
        },
        k -> {
          int block = k % blocks;
          int channel = k / blocks;
          int at = cut.start(channel, block);
          GradientLine line = lines[channel];
          SimdSlices.gradient(
              x.floats(),
              x.offset() + at,
              dy.floats(),
              dy.offset() + at,
              dx.floats(),
              dx.offset() + at,
              cut.step(),
              cut.slices(block),
              cut.length(block),
              mean.floats()[mean.offset() + channel],
              line.average(),
              line.a(),
              line.b());
        });
  }
}

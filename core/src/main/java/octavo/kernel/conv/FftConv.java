package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions with large kernels by the Fourier transform of square tiles (Mathieu, Henaff and
/// LeCun, "Fast training of convolutional networks through FFTs", 2014): a product of spectra takes
/// the place of all taps. Two tiles are transformed at once, one as the real and one as the
/// imaginary part; the spectra of the filters are made for as many channels at a time as the largest
/// tensor has room for.
final class FftConv implements ConvMethod {
  /// Smaller kernels do not repay the transforms.
  private static final int SMALLEST = 7;

  private static final int LARGEST = 256;

  /// Floats that spectra may take in any case.
  private static final int LEAST_ROOM = 1 << 20;

  @Override
  public String label() {
    return "fft";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    if (pass == ConvPass.WEIGHT) {
      return "it computes no weight gradient";
    } else if (g.strideHeight() * g.strideWidth() != 1) {
      return "the stride must be 1";
    } else if (g.dilationHeight() * g.dilationWidth() != 1) {
      return "the dilation must be 1";
    } else if (Math.max(g.kernelHeight(), g.kernelWidth()) < SMALLEST) {
      return "the kernel must be at least " + SMALLEST + " rows or columns";
    } else if (Math.max(g.kernelHeight(), g.kernelWidth()) > LARGEST / 2) {
      return "the kernel must be at most " + LARGEST / 2 + " rows and columns";
    } else if (pass == ConvPass.INPUT && Turned.reasonToRefuse(g) != null) {
      return Turned.reasonToRefuse(g);
    }
    ConvGeometry as = pass == ConvPass.INPUT ? Turned.geometry(g) : g;
    long spectra = 2L * as.groupIn() * size(as) * size(as);
    return spectra > room(as) ? "the spectra would take more memory than the largest tensor" : null;
  }

  private static int room(ConvGeometry g) {
    int largest = Math.max(Math.max(g.inputs(), g.outputs()), g.outChannels() * g.filter());
    return Math.max(LEAST_ROOM, largest / 4);
  }

  /// Rows and columns of a tile: the power of two with the least work for each result.
  private static int size(ConvGeometry g) {
    int kernel = Math.max(g.kernelHeight(), g.kernelWidth());
    int size = Math.max(16, Integer.highestOneBit(2 * kernel - 1) * 2);
    return Math.min(size, LARGEST);
  }

  private static int tiles(int out, int size, int kernel) {
    int step = size - kernel + 1;
    return (out + step - 1) / step;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    ConvGeometry as = pass == ConvPass.INPUT ? Turned.geometry(g) : g;
    int size = size(as);
    int across = tiles(as.outWidth(), size, as.kernelWidth());
    int tiles = as.batch() * tiles(as.outHeight(), size, as.kernelHeight()) * across;
    double pairs = Math.ceil(tiles / 2.0);
    double transform = 250.0 * size * size * Math.log(size);
    double products = 40.0 * size * size * as.groupIn() * as.outChannels();
    double blocks = Math.ceil(2.0 * as.outChannels() * as.groupIn() * size * size / room(as));
    return as.outChannels() * (double) as.groupIn() * transform
        + pairs * (products + transform * (as.inChannels() * blocks + as.outChannels()));
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    compute(g, x, (o, c) -> w.offset() + (o * g.groupIn() + c) * taps(g), w, 1, bias, y);
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    ConvGeometry turned = Turned.geometry(g);
    Filter filter =
        (o, c) -> {
          int out = o / g.groupIn() * g.groupOut() + c;
          return w.offset() + (out * g.groupIn() + o % g.groupIn() + 1) * taps(g) - 1;
        };
    compute(turned, dy, filter, w, -1, null, dx);
  }

  private static int taps(ConvGeometry g) {
    return g.kernelHeight() * g.kernelWidth();
  }

  /// Where the filter of an output channel and an input channel of its group begins.
  private interface Filter {
    int at(int out, int in);
  }

  private static void compute(
      ConvGeometry g, View x, Filter filter, View w, int order, @Nullable View bias, View y) {
    Fourier fourier = Fourier.of(size(g));
    int n = fourier.count();
    int perChannel = 2 * g.groupIn() * n;
    int together = Math.clamp(room(g) / perChannel, 1, g.outChannels());
    int down = tiles(g.outHeight(), fourier.size(), g.kernelHeight());
    int across = tiles(g.outWidth(), fourier.size(), g.kernelWidth());
    int tiles = g.batch() * down * across;
    float[] spectra = Scratch.floats(Scratch.INPUT, together * perChannel);
    for (int first = 0; first < g.outChannels(); first += together) {
      int from = first;
      int count = Math.min(together, g.outChannels() - first);
      Parallel.ranges(
          count * g.groupIn(),
          Math.max(1, Parallel.MINIMUM_WORK / (10 * n)),
          (begin, end) -> {
            float[] re = new float[n];
            float[] im = new float[n];
            for (int i = begin; i < end; i++) {
              int at = filter.at(from + i / g.groupIn(), i % g.groupIn());
              spectrum(g, fourier, w.floats(), at, order, re, im);
              System.arraycopy(re, 0, spectra, 2 * i * n, n);
              System.arraycopy(im, 0, spectra, (2 * i + 1) * n, n);
            }
          });
      int groups = (from + count - 1) / g.groupOut() - from / g.groupOut() + 1;
      Parallel.run(
          (tiles + 1) / 2 * groups,
          task -> {
            int group = from / g.groupOut() + task % groups;
            int tile = task / groups * 2;
            int o0 = Math.max(from, group * g.groupOut());
            int o1 = Math.min(from + count, (group + 1) * g.groupOut());
            pair(g, fourier, x, group, tile, tiles, across, down, spectra, from, o0, o1, bias, y);
          });
    }
  }

  /// The spectrum of one filter, its taps read forward or backward.
  private static void spectrum(
      ConvGeometry g, Fourier fourier, float[] w, int at, int order, float[] re, float[] im) {
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    for (int u = 0; u < g.kernelHeight(); u++) {
      for (int v = 0; v < g.kernelWidth(); v++) {
        re[u * fourier.size() + v] = w[at + order * (u * g.kernelWidth() + v)];
      }
    }
    fourier.forward(re, im, 0);
  }

  /// Two tiles of some output channels of a group.
  private static void pair(
      ConvGeometry g,
      Fourier fourier,
      View x,
      int group,
      int tile,
      int tiles,
      int across,
      int down,
      float[] spectra,
      int from,
      int o0,
      int o1,
      @Nullable View bias,
      View y) {
    int n = fourier.count();
    float[] re = Scratch.floats(Scratch.LEFT, g.groupIn() * n);
    float[] im = Scratch.floats(Scratch.RIGHT, g.groupIn() * n);
    for (int c = 0; c < g.groupIn(); c++) {
      Arrays.fill(im, c * n, (c + 1) * n, 0);
      read(g, fourier, x, group * g.groupIn() + c, tile, across, down, re, c * n);
      if (tile + 1 < tiles) {
        read(g, fourier, x, group * g.groupIn() + c, tile + 1, across, down, im, c * n);
      }
      fourier.forward(re, im, c * n);
    }
    float[] sumRe = new float[n];
    float[] sumIm = new float[n];
    for (int o = o0; o < o1; o++) {
      Arrays.fill(sumRe, 0);
      Arrays.fill(sumIm, 0);
      for (int c = 0; c < g.groupIn(); c++) {
        int f = ((o - from) * g.groupIn() + c) * 2 * n;
        multiply(n, re, im, c * n, spectra, f, sumRe, sumIm);
      }
      fourier.inverse(sumRe, sumIm, 0);
      float shift = bias == null ? 0 : bias.floats()[bias.offset() + o];
      write(g, fourier, sumRe, o, tile, across, down, shift, y);
      if (tile + 1 < tiles) {
        write(g, fourier, sumIm, o, tile + 1, across, down, shift, y);
      }
    }
  }

  /// Adds the product of a spectrum with the conjugate of a filter's: the transform of what the field
  /// calls a convolution.
  private static void multiply(
      int n, float[] re, float[] im, int at, float[] w, int f, float[] sumRe, float[] sumIm) {
    for (int k = 0; k < n; k++) {
      sumRe[k] += re[at + k] * w[f + k] + im[at + k] * w[f + n + k];
    }
    for (int k = 0; k < n; k++) {
      sumIm[k] += im[at + k] * w[f + k] - re[at + k] * w[f + n + k];
    }
  }

  private static void read(
      ConvGeometry g,
      Fourier fourier,
      View x,
      int channel,
      int tile,
      int across,
      int down,
      float[] to,
      int at) {
    int size = fourier.size();
    int b = tile / (down * across);
    int top = tile / across % down * (size - g.kernelHeight() + 1) - g.padTop();
    int left = tile % across * (size - g.kernelWidth() + 1) - g.padLeft();
    int plane = x.offset() + (b * g.inChannels() + channel) * g.inHeight() * g.inWidth();
    Arrays.fill(to, at, at + fourier.count(), 0);
    int first = Math.max(0, -left);
    int count = Math.min(size, g.inWidth() - left) - first;
    for (int i = Math.max(0, -top); count > 0 && i < Math.min(size, g.inHeight() - top); i++) {
      int source = plane + (top + i) * g.inWidth() + left + first;
      System.arraycopy(x.floats(), source, to, at + i * size + first, count);
    }
  }

  private static void write(
      ConvGeometry g,
      Fourier fourier,
      float[] from,
      int o,
      int tile,
      int across,
      int down,
      float shift,
      View y) {
    int size = fourier.size();
    float scale = 1f / fourier.count();
    int height = size - g.kernelHeight() + 1;
    int width = size - g.kernelWidth() + 1;
    int b = tile / (down * across);
    int top = tile / across % down * height;
    int left = tile % across * width;
    int plane = y.offset() + (b * g.outChannels() + o) * g.outHeight() * g.outWidth();
    float[] out = y.floats();
    int columns = Math.min(width, g.outWidth() - left);
    for (int i = 0; i < Math.min(height, g.outHeight() - top); i++) {
      int to = plane + (top + i) * g.outWidth() + left;
      for (int j = 0; j < columns; j++) {
        out[to + j] = from[i * size + j] * scale + shift;
      }
    }
  }
}

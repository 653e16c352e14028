package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions in which each group has one input channel. A 3×3 or 5×5 kernel slides over the planes where
/// they lie ([DepthwiseWindow], [DepthwiseSpread]), others over padded copies ([PaddedDepthwise]) or over
/// planes that are turned ([TurnedDepthwise]).
final class DepthwiseConv implements ConvMethod {
  private static final int LANES = SimdDepthwise.LANES;
  private static final TurnedDepthwise TURNED = new TurnedDepthwise(/* last= */ false);

  @Override
  public String label() {
    return "depthwise";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    return g.groupIn() == 1 && g.groups() > 1 ? null : "each group must have one input channel";
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    if (DepthwiseWindow.takes(pass, g)) {
      return DepthwiseWindow.work(pass, g);
    }
    int gaps = pass == ConvPass.INPUT ? g.strideHeight() * g.strideWidth() : 1;
    return 2.5 * g.multiplications() * ConvCost.tail(g.outWidth(), LANES)
        + 9 * gaps * (g.inputs() + (double) g.outputs());
  }

  /// Whether planes are turned first; there it is as fast or faster than [#work] says.
  private static boolean turns(ConvPass pass, ConvGeometry g) {
    return TURNED.pays(pass, g, DepthwiseWindow.takes(pass, g));
  }

  /// Channels of one task, of `numbers` each: the tasks are of one size, and a power of two of them
  /// is shared well by few threads.
  static int together(int channels, int numbers) {
    int least = Math.max(1, Parallel.MINIMUM_WORK / (numbers + 1));
    int tasks = Math.max(1, (channels + least - 1) / least);
    int power = Integer.highestOneBit(2 * tasks - 1);
    return Math.max(1, (channels + power - 1) / power);
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    if (turns(ConvPass.FORWARD, g)) {
      TURNED.forward(g, x, w, bias, y);
    } else if (DepthwiseWindow.takes(ConvPass.FORWARD, g)) {
      slide(g, x, w, bias, y);
    } else {
      PaddedDepthwise.forward(g, x, w, bias, y);
    }
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (turns(ConvPass.INPUT, g)) {
      TURNED.inputGradient(g, dy, w, dx);
    } else if (DepthwiseWindow.takes(ConvPass.INPUT, g)) {
      slideBack(g, dy, w, dx);
    } else {
      PaddedDepthwise.inputGradient(g, dy, w, dx);
    }
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    if (turns(ConvPass.WEIGHT, g)) {
      TURNED.weightGradient(g, x, dy, dw);
    } else if (DepthwiseWindow.takes(ConvPass.WEIGHT, g)) {
      slideProducts(g, x, dy, dw);
    } else {
      PaddedDepthwise.weightGradient(g, x, dy, dw);
    }
  }

  private static void slide(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    DepthwiseWindow window = DepthwiseWindow.of(g);
    int[] masks = window.masks(false);
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    int channels = g.batch() * g.inChannels();
    Parallel.ranges(
        channels,
        together(channels, Math.max(in, g.groupOut() * out)),
        (from, to) -> {
          int end = y.offset() + to * g.groupOut() * out;
          for (int plane = from * g.groupOut(); plane < to * g.groupOut(); plane++) {
            int o = plane % g.outChannels();
            float start = bias == null ? 0 : bias.floats()[bias.offset() + o];
            int at = x.offset() + plane / g.groupOut() * in;
            int yo = y.offset() + plane * out;
            int wo = w.offset() + g.filter() * o;
            window.correlate(masks, start, w.floats(), wo, 1, x.floats(), at, y.floats(), yo, end);
          }
        });
  }

  private static void slideBack(ConvGeometry g, View dy, View w, View dx) {
    DepthwiseWindow window = DepthwiseWindow.of(g).turned();
    DepthwiseSpread spread = DepthwiseSpread.of(g);
    boolean spreads = g.strideHeight() == 2;
    int[] masks = spreads ? spread.masks() : window.masks(false);
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    int channels = g.batch() * g.inChannels();
    Parallel.ranges(
        channels,
        together(channels, in),
        (from, to) -> {
          int end = dx.offset() + to * in;
          for (int c = from; c < to; c++) {
            int wo = w.offset() + g.filter() * (c % g.inChannels());
            int at = dy.offset() + c * out;
            int xo = dx.offset() + c * in;
            if (spreads) {
              spread.spread(masks, w.floats(), wo, dy.floats(), at, dx.floats(), xo, end);
            } else {
              window.correlate(
                  masks,
                  0,
                  w.floats(),
                  wo + g.filter() - 1,
                  -1,
                  dy.floats(),
                  at,
                  dx.floats(),
                  xo,
                  end);
            }
          }
        });
  }

  private static void slideProducts(ConvGeometry g, View x, View dy, View dw) {
    DepthwiseWindow window = DepthwiseWindow.of(g);
    int[] masks = window.masks(true);
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    // so many channels' sums are added up together
    int block = Math.max(1, LANES / g.groupOut());
    int perChannel = 9 * g.groupOut();
    int vectors = SimdLaneSums.rounded(block * perChannel);
    Parallel.ranges(
        g.inChannels(),
        together(g.inChannels(), g.batch() * Math.max(in, g.groupOut() * out)),
        (from, to) -> {
          float[] sums = new float[vectors * LANES];
          for (int first = from; first < to; first += block) {
            int last = Math.min(to, first + block);
            Arrays.fill(sums, 0);
            for (int b = 0; b < g.batch(); b++) {
              for (int c = first; c < last; c++) {
                int image = b * g.inChannels() + c;
                int at = x.offset() + image * in;
                for (int m = 0; m < g.groupOut(); m++) {
                  int yo = dy.offset() + (image * g.groupOut() + m) * out;
                  int so = ((c - first) * perChannel + 9 * m) * LANES;
                  window.products(masks, x.floats(), at, dy.floats(), yo, sums, so);
                }
              }
            }
            int count = (last - first) * perChannel;
            SimdLaneSums.add(
                sums, 0, vectors, count, dw.floats(), dw.offset() + first * perChannel);
          }
        });
  }
}

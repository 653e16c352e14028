package octavo.kernel.conv;

import static octavo.kernel.Arrays32.assertClose;
import static octavo.kernel.Arrays32.normal;
import static octavo.kernel.Arrays32.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.pool.PoolGeometry;
import octavo.kernel.pool.ScalarPool;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Convolutions, poolings and linear maps of blocks of channels against the oracle of planes, on
/// several numbers of threads.
@Tag("simd")
class BlockedConvTest {
  private static final Epilogue BOUNDS = Epilogue.NONE.then(-0.5, 2);

  private static ConvGeometry geometry(
      int batch, int in, int height, int width, int out, int kernel, int stride, int pad) {
    return new ConvGeometry(
        batch, in, height, width, out, kernel, kernel, stride, stride, pad, pad, pad, pad, 1, 1, 1);
  }

  private static ConvGeometry depthwise(
      int batch, int channels, int height, int width, int stride, int pad) {
    return new ConvGeometry(
        batch, channels, height, width, channels, 3, 3, stride, stride, pad, pad, pad, pad, 1, 1,
        channels);
  }

  private static View blocks(BlockedImages images, View planes) {
    View made = zeros(images.sizes());
    images.fromPlanes(planes, made);
    return made;
  }

  private static View expected(
      ConvGeometry g, View x, View w, View bias, @Nullable View residual, Epilogue e) {
    View y = zeros(g.batch(), g.outChannels(), g.outHeight(), g.outWidth());
    new ScalarConv().forward(g, x, w, bias, y);
    e.define(residual, y, 0, y.count());
    return y;
  }

  /// Runs `conv` on 1, 2, 3 and 7 threads into numbers that must all be written.
  private static void check(
      ConvGeometry g,
      BlockedConv conv,
      View x,
      @Nullable View residual,
      View expected,
      double off) {
    BlockedImages out = BlockedImages.output(g);
    View added = residual == null ? null : blocks(out, residual);
    View found =
        AnyThreads.same(() -> {
          View y = zeros(out.sizes());
          Arrays.fill(y.floats(), Float.NaN);
          conv.run(x, added, y);
          View planes = zeros(expected.sizes());
          out.toPlanes(y, planes);
          return planes;
        });
    assertClose(g.toString(), expected.floats(), found.floats(), off);
    if (residual != null && BlockedConv.addsInPlace(g)) {
      View over =
          AnyThreads.same(() -> {
            View both = blocks(out, residual);
            conv.run(x, both, both);
            View planes = zeros(expected.sizes());
            out.toPlanes(both, planes);
            return planes;
          });
      assertThat(over.floats()).as("over the residual").isEqualTo(found.floats());
    }
  }

  private static double tolerance(int terms) {
    return 4 * 0x1p-24 * Math.sqrt(terms) * (terms + 4);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 9, 11, 16, 3, 2, 1", // half a block, an image of three planes
    "2, 40, 7, 7, 50, 1, 1, 0", // blocks that are not full
    "3, 33, 5, 6, 32, 1, 2, 0",
    "1, 5, 20, 30, 24, 5, 1, 2",
    "2, 600, 3, 4, 100, 1, 1, 0", // more products than are summed at a time
    "1, 40, 4, 4, 64, 1, 1, 0", // two tiles of eight neighbors
    "1, 33, 7, 7, 80, 3, 1, 1", // tiles of two rows, and half a block
    "1, 20, 14, 14, 48, 1, 1, 0",
    "1, 70, 28, 28, 70, 1, 1, 0", // several runs of neighbors
    "2, 5, 14, 21, 40, 3, 1, 1", // runs that are rows
    "3, 20, 6, 14, 16, 1, 1, 1",
    "2, 90, 7, 7, 1500, 1, 1, 0", // more weights than a cache holds
    "1, 3, 28, 28, 40, 3, 2, 1", // runs of every second pixel
    "2, 40, 14, 14, 48, 1, 2, 0",
    "1, 96, 14, 14, 24, 1, 1, 0", // pairs of pixels, the last tile computed in part twice
    "3, 40, 5, 4, 20, 1, 1, 0",
    "2, 17, 13, 1, 17, 1, 1, 0",
    "1, 40, 3, 3, 24, 1, 1, 0", // too few pixels for pairs
    "1, 151, 7, 7, 24, 1, 1, 0",
    "1, 70, 7, 7, 64, 3, 1, 1", // more products than are summed at a time elsewhere
    "2, 600, 7, 14, 16, 1, 1, 0",
    "1, 40, 4, 21, 48, 1, 2, 0"
  })
  void directSumsEqualTheOracle(
      int batch, int in, int height, int width, int out, int kernel, int stride, int pad) {
    ConvGeometry g = geometry(batch, in, height, width, out, kernel, stride, pad);
    assertThat(BlockedDirect.reasonToRefuse(g)).isNull();
    Random random = new Random(g.hashCode());
    View x = normal(random, batch, in, height, width);
    View w = normal(random, out, in, kernel, kernel);
    View bias = normal(random, out);
    View residual = normal(random, batch, out, g.outHeight(), g.outWidth());
    View blocks = blocks(BlockedImages.input(g), x);
    double off = tolerance(g.filter());
    View bounded = expected(g, x, w, bias, null, BOUNDS);
    check(g, new BlockedDirect(g, false, w, bias, BOUNDS), blocks, null, bounded, off);
    check(g, new BlockedDirect(g, true, w, bias, BOUNDS), x, null, bounded, off);
    Epilogue added = Epilogue.NONE.withResidual();
    View sum = expected(g, x, w, bias, residual, added);
    check(g, new BlockedDirect(g, false, w, bias, added), blocks, residual, sum, off);
    Epilogue both = BOUNDS.withResidual();
    View boundedSum = expected(g, x, w, bias, residual, both);
    check(g, new BlockedDirect(g, false, w, bias, both), blocks, residual, boundedSum, off);
  }

  /// Kernels for pixels that are neighbors, for any number of them and wherever a run ends, give the
  /// numbers of those for pixels anywhere.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 32})
  void neighborsHaveTheSumsOfPixelsAnywhere(int distance) {
    int size = BlockedImages.SIZE;
    int products = 37;
    Random random = new Random(5);
    float[] w = normal(random, products * size).floats();
    float[] row = normal(random, size).floats();
    float[] start = new float[SimdChannelKernel.STARTS * size];
    for (int p = 0; p < SimdChannelKernel.STARTS; p++) {
      System.arraycopy(row, 0, start, p * size, size);
    }
    int[] shift = new int[products];
    Arrays.setAll(shift, k -> k * 7 % size);
    for (int run : new int[] {1000, 7, 14, 8, 16, 17, 5}) {
      for (int count = 1; count <= 64; count++) {
        int room = count + 2 * SimdChannelKernel.PIXELS;
        int[] near = new int[room];
        int[] apart = new int[room];
        Arrays.setAll(near, p -> (p + p / run) * distance);
        Arrays.setAll(apart, p -> p * (size + 1));
        float[] x = normal(random, (2 * room + 1) * Math.max(size, distance)).floats();
        float[] spread = new float[room * (size + 1)];
        for (int p = 0; p < room; p++) {
          System.arraycopy(x, near[p], spread, apart[p], size);
        }
        for (boolean narrow : new boolean[] {false, true}) {
          float[] found = new float[room * size];
          float[] expected = new float[room * size];
          ChannelSum.sums(narrow, Taps.APART, 0, count, near, x, shift, w, 0, start, found);
          ChannelSum.sums(
              narrow, Taps.APART, 0, count, apart, spread, shift, w, 0, start, expected);
          int width = narrow ? size / 2 : size;
          for (int p = 0; p < count; p++) {
            assertThat(Arrays.copyOfRange(found, p * size, p * size + width))
                .as("run %d, pixel %d of %d, narrow %s", run, p, count, narrow)
                .isEqualTo(Arrays.copyOfRange(expected, p * size, p * size + width));
          }
        }
      }
    }
  }

  /// Tiles that read a number once for all pixels that see it, with whichever tap of a row of the kernel,
  /// give the numbers of those that read it for each.
  @ParameterizedTest
  @CsvSource({
    "1, 3, 1",
    "1, 3, -1",
    "2, 3, 1",
    "3, 3, 1",
    "1, 5, 2",
    "2, 5, -2",
    "1, 7, 1",
    "4, 2, 3"
  })
  void tapsOfARowHaveTheSumsOfProductsAnywhere(int distance, int count, int step) {
    int size = BlockedImages.SIZE;
    int rows = 9;
    Random random = new Random(6);
    float[] w = normal(random, count * rows * size).floats();
    float[] row = normal(random, size).floats();
    float[] start = new float[SimdChannelKernel.STARTS * size];
    for (int p = 0; p < SimdChannelKernel.STARTS; p++) {
      System.arraycopy(row, 0, start, p * size, size);
    }
    int[] shift = new int[count * rows];
    Arrays.setAll(shift, k -> 50 + k / count * 13 + k % count * step);
    Taps taps = Taps.of(shift);
    assertThat(taps).isEqualTo(new Taps(count, step));
    for (int run : new int[] {1000, 1, 2, 4, 7, 10, 14, 17, 31}) {
      for (int pixels = 1; pixels <= 64; pixels += 3) {
        int room = pixels + 2 * SimdChannelKernel.STARTS;
        int[] near = new int[room];
        Arrays.setAll(near, p -> p * distance + p / run * 6);
        float[] x = normal(random, near[room - 1] + 300).floats();
        float[] found = new float[room * size];
        float[] expected = new float[room * size];
        ChannelSum.sums(true, taps, 0, pixels, near, x, shift, w, 0, start, found);
        ChannelSum.sums(true, Taps.APART, 0, pixels, near, x, shift, w, 0, start, expected);
        for (int p = 0; p < pixels; p++) {
          assertThat(Arrays.copyOfRange(found, p * size, p * size + size / 2))
              .as("run %d, pixel %d of %d", run, p, pixels)
              .isEqualTo(Arrays.copyOfRange(expected, p * size, p * size + size / 2));
        }
      }
    }
  }

  @Test
  void productsOfNoRowAreApart() {
    assertThat(Taps.of(new int[] {0})).isEqualTo(Taps.APART);
    assertThat(Taps.of(new int[] {0, 100, 200})).isEqualTo(Taps.APART);
    assertThat(Taps.of(new int[] {0, 1, 2, 9, 10})).isEqualTo(Taps.APART);
    assertThat(Taps.of(new int[] {0, 1, 2, 9, 10, 12})).isEqualTo(Taps.APART);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 32, 7, 7, 1, 1",
    "2, 50, 14, 9, 2, 1", // a block that is not full
    "1, 16, 61, 130, 1, 1", // several stripes, and several bands in each
    "1, 40, 60, 150, 2, 1",
    "2, 33, 8, 5, 1, 0",
    "1, 20, 3, 3, 1, 2", // rows that see padding only
    "1, 17, 3, 2, 2, 1"
  })
  void depthwiseConvolutionsEqualTheOracle(
      int batch, int channels, int height, int width, int stride, int pad) {
    ConvGeometry g = depthwise(batch, channels, height, width, stride, pad);
    assertThat(BlockedDepthwise.reasonToRefuse(g)).isNull();
    Random random = new Random(g.hashCode());
    View x = normal(random, batch, channels, height, width);
    View w = normal(random, channels, 1, 3, 3);
    View bias = normal(random, channels);
    View blocks = blocks(BlockedImages.input(g), x);
    View bounded = expected(g, x, w, bias, null, BOUNDS);
    check(g, new BlockedDepthwise(g, w, bias, BOUNDS, null), blocks, null, bounded, tolerance(9));
    View residual = normal(random, batch, channels, g.outHeight(), g.outWidth());
    Epilogue added = BOUNDS.withResidual();
    View sum = expected(g, x, w, bias, residual, added);
    check(g, new BlockedDepthwise(g, w, bias, added, null), blocks, residual, sum, tolerance(9));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 24, 9, 11, 1, 1, 1",
    "2, 70, 40, 60, 2, 1, 1",
    "1, 40, 45, 61, 1, 3, 2",
    "2, 48, 45, 28, 1, 1, 1", // rows that are runs of neighbors
    "1, 70, 20, 14, 2, 3, 1"
  })
  void aConvolutionBeforeADepthwiseOneIsAPartOfIt(
      int batch, int channels, int height, int width, int stride, int kernel, int firstStride) {
    ConvGeometry first =
        geometry(batch, 5, height, width, channels, kernel, firstStride, kernel / 2);
    ConvGeometry g = depthwise(batch, channels, first.outHeight(), first.outWidth(), stride, 1);
    Random random = new Random(g.hashCode());
    View x = normal(random, batch, 5, height, width);
    View w1 = normal(random, channels, 5, kernel, kernel);
    View b1 = normal(random, channels);
    View w2 = normal(random, channels, 1, 3, 3);
    View b2 = normal(random, channels);
    View between = expected(first, x, w1, b1, null, BOUNDS);
    View y = expected(g, between, w2, b2, null, BOUNDS);
    for (boolean planes : new boolean[] {false, true}) {
      BlockedDirect before = new BlockedDirect(first, planes, w1, b1, BOUNDS);
      View from = planes ? x : blocks(BlockedImages.input(first), x);
      check(g, new BlockedDepthwise(g, w2, b2, BOUNDS, before), from, null, y, 1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 32, 14, 14, 64, 1", // few tiles: all at once
    "1, 40, 15, 18, 48, 1", // tiles that are cut
    "1, 33, 15, 13, 40, 1", // small tiles, cut too
    "2, 20, 12, 28, 24, 0",
    "1, 200, 30, 31, 40, 1", // several chains of additions
    "1, 16, 33, 45, 16, 0", // pieces of tiles
    "2, 64, 30, 31, 32, 2",
    "1, 16, 70, 71, 40, 1" // larger pieces
  })
  void winogradEqualsTheOracle(int batch, int in, int height, int width, int out, int pad) {
    ConvGeometry g = geometry(batch, in, height, width, out, 3, 1, pad);
    Random random = new Random(g.hashCode());
    View x = normal(random, batch, in, height, width);
    View w = normal(random, out, in, 3, 3);
    View bias = normal(random, out);
    View residual = normal(random, batch, out, g.outHeight(), g.outWidth());
    View blocks = blocks(BlockedImages.input(g), x);
    double off = 5e-6 * 6 * Math.sqrt(g.filter()); // of the largest result
    Epilogue added = BOUNDS.withResidual();
    View sum = expected(g, x, w, bias, residual, added);
    check(g, new BlockedWinograd(g, w, bias, added), blocks, residual, sum, off);
    View plain = expected(g, x, w, bias, null, Epilogue.NONE);
    check(g, new BlockedWinograd(g, w, bias, Epilogue.NONE), blocks, null, plain, off);
  }

  @Test
  void kernelsSayWhatTheyDoNotCompute() {
    int half = BlockedImages.SIZE / 2;
    assertThat(BlockedDirect.reasonToRefuse(geometry(1, 8, 5, 5, half - 1, 1, 1, 0)))
        .isEqualTo("fewer than " + half + " output channels leave blocks empty");
    assertThat(BlockedDirect.reasonToRefuse(depthwise(1, 32, 5, 5, 1, 1)))
        .isEqualTo("there must be one group");
    assertThat(BlockedDepthwise.reasonToRefuse(geometry(1, 32, 5, 5, 32, 3, 1, 1)))
        .isEqualTo("each channel must be a group");
    assertThat(BlockedDepthwise.reasonToRefuse(depthwise(1, 32, 9, 9, 3, 1)))
        .isEqualTo("the stride must be 1 or 2");
    assertThat(BlockedDepthwise.reasonToRefuse(depthwise(1, half - 1, 9, 9, 1, 1)))
        .isEqualTo("fewer than " + half + " channels leave blocks empty");
    assertThat(BlockedWinograd.reasonToRefuse(geometry(1, 512, 7, 7, 512, 5, 1, 2)))
        .isEqualTo("the kernel must be 3×3");
    assertThat(BlockedWinograd.reasonToRefuse(geometry(1, 64, 56, 56, 64, 3, 1, 1))).isNull();
  }

  @Test
  void onlyKernelsThatReadEachResidualOnceAddInPlace() {
    assertThat(BlockedConv.addsInPlace(geometry(1, 8, 5, 5, 64, 1, 1, 0))).isTrue();
    assertThat(BlockedConv.addsInPlace(depthwise(1, 32, 5, 5, 1, 1))).isFalse();
    if (BlockedImages.SIZE == 32) { // the last pairs of pixels are computed twice
      assertThat(BlockedConv.addsInPlace(geometry(1, 8, 5, 5, 24, 1, 1, 0))).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 2, 1, 1", "2, 2, 0, 1", "5, 1, 2, 1", "3, 1, 1, 2"})
  void poolingEqualsTheOracle(int kernel, int stride, int pad, int dilation) {
    PoolGeometry g =
        new PoolGeometry(
            2, 40, 12, 13, kernel, kernel, stride, stride, pad, pad, dilation, dilation, true);
    View x = normal(new Random(8), 2, 40, 12, 13);
    View expected = zeros(2, 40, g.outHeight(), g.outWidth());
    new ScalarPool().maxForward(g, x, expected);
    BlockedImages out = new BlockedImages(2, 40, g.outHeight(), g.outWidth());
    View y = zeros(out.sizes());
    new BlockedPool(g).run(blocks(new BlockedImages(2, 40, 12, 13), x), y);
    View found = zeros(expected.sizes());
    out.toPlanes(y, found);
    assertThat(found.floats()).isEqualTo(expected.floats());
  }

  @Test
  void theMeanIsThatOfEachChannel() {
    BlockedImages images = new BlockedImages(2, 40, 5, 3);
    View x = normal(new Random(9), 2, 40, 5, 3);
    View y = zeros(2, 40);
    images.mean(blocks(images, x), y);
    for (int c = 0; c < 80; c++) {
      double sum = 0;
      for (int p = 0; p < 15; p++) {
        sum += x.floats()[x.offset() + c * 15 + p];
      }
      assertThat((double) y.floats()[c]).isCloseTo(sum / 15, within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 1", "8, 1280, 70", "17, 64, 32", "64, 33, 40"})
  void linearMapsEqualTheProduct(int rows, int in, int out) {
    Random random = new Random(in);
    View x = normal(random, rows, in);
    View w = normal(random, out, in);
    View bias = normal(random, out);
    ConvGeometry g = geometry(rows, in, 1, 1, out, 1, 1, 0);
    View y = zeros(rows, out);
    new PackedLinear(w, bias, BOUNDS).run(x, y);
    assertThat(PackedLinear.suits(rows)).isTrue();
    View expected = expected(g, x, w, bias, null, BOUNDS);
    assertClose("linear", expected.floats(), y.floats(), tolerance(in));
  }
}

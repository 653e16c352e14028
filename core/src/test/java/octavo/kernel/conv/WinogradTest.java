package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class WinogradTest {
  private static View random(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return View.of(new FloatStorage(values), n);
  }

  private static View zeros(int n) {
    return View.of(new FloatStorage(new float[n]), n);
  }

  /// The largest difference, as a share of the largest result.
  private static double error(View expected, View found) {
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.count(); i++) {
      double e = expected.storage().getDouble(i);
      largest = Math.max(largest, Math.abs(e));
      worst = Math.max(worst, Math.abs(e - found.storage().getDouble(i)));
    }
    return worst / largest;
  }

  @Test
  void staysWithinAHundredThousandthOfTheLargestResult() {
    Random r = new Random(4);
    for (int round = 0; round < 30; round++) {
      int size = r.nextBoolean() ? 3 : 5;
      int pad = r.nextInt(size);
      int groups = 1 + r.nextInt(3);
      int in = groups * (16 + r.nextInt(40));
      int out = groups * (16 + r.nextInt(40));
      ConvGeometry g =
          new ConvGeometry(
              1 + r.nextInt(3),
              in,
              12 + r.nextInt(25),
              12 + r.nextInt(25),
              out,
              size,
              size,
              1,
              1,
              pad,
              r.nextInt(size),
              r.nextInt(size),
              pad,
              1,
              1,
              groups);
      int xs = g.batch() * in * g.inHeight() * g.inWidth();
      int ys = g.batch() * out * g.outHeight() * g.outWidth();
      View x = random(r, xs);
      View w = random(r, out * g.filter());
      View bias = r.nextBoolean() ? random(r, out) : null;
      View dy = random(r, ys);
      View[] expected = {zeros(ys), zeros(xs)};
      View[] found = {zeros(ys), zeros(xs)};
      WinogradConv winograd = new WinogradConv(size == 3 && round % 3 == 0 ? 4 : 6);
      assertThat(winograd.reasonToRefuse(ConvPass.FORWARD, g)).isNull();
      winograd.forward(g, x, w, bias, found[0]);
      new ScalarConv().forward(g, x, w, bias, expected[0]);
      assertThat(error(expected[0], found[0])).as("%s", g).isLessThan(1e-5);
      winograd.inputGradient(g, dy, w, found[1]);
      new ScalarConv().inputGradient(g, dy, w, expected[1]);
      assertThat(error(expected[1], found[1])).as("%s", g).isLessThan(1e-5);
    }
  }

  /// Vectors run over channels where images have few tiles; with many channels several panels of them are multiplied at
  /// once, and a vector of tiles that is left over with two panels.
  @Test
  void tilesOfSmallImagesEqualTheDefinitionWithAnyNumberOfThreads() {
    Random r = new Random(7);
    int[][] shapes = { // images, channels in and out of a group, size, kernel, padding, groups
      {16, 35, 130, 4, 3, 1, 1},
      {5, 50, 261, 7, 3, 1, 1},
      {13, 17, 140, 6, 5, 2, 1},
      {3, 210, 33, 9, 3, 2, 2},
      {20, 100, 135, 5, 3, 0, 1},
      {21, 20, 130, 8, 3, 1, 1}
    };
    for (int[] s : shapes) {
      int in = s[1] * s[6];
      int out = s[2] * s[6];
      int up = s[5];
      ConvGeometry g =
          new ConvGeometry(
              s[0], in, s[3], s[3] + 1, out, s[4], s[4], 1, 1, up, up, up, up, 1, 1, s[6]);
      View x = random(r, g.inputs());
      View dy = random(r, g.outputs());
      View weights = random(r, out * g.filter());
      View[] expected = {zeros(g.outputs()), zeros(g.inputs())};
      new ScalarConv().forward(g, x, weights, null, expected[0]);
      new ScalarConv().inputGradient(g, dy, weights, expected[1]);
      for (int side = s[4] == 3 ? 4 : 6; side <= 6; side += 2) {
        View[] found = both(new WinogradConv(side), g, x, weights, null, dy);
        for (int k = 0; k < 2; k++) {
          assertThat(error(expected[k], found[k])).as("%d %s", side, g).isLessThan(1e-5);
        }
      }
    }
  }

  /// The output and the input gradient, the same on any number of threads, each time with fresh weights, whose transforms
  /// nobody keeps.
  private static View[] both(
      ConvMethod method, ConvGeometry g, View x, View w, @Nullable View bias, View dy) {
    return AnyThreads.same(() -> {
      View fresh = View.of(new FloatStorage(w.floats().clone()), w.count());
      View[] found = {zeros(g.outputs()), zeros(g.inputs())};
      method.forward(g, x, fresh, bias, found[0]);
      method.inputGradient(g, dy, fresh, found[1]);
      return found;
    });
  }

  /// Large ones are made in pieces of tiles and of output channels, whose sums are kept in between,
  /// or, with few channels, by groups of tiles with sums of their own; few tiles lie in another order.
  @Test
  void weightGradientsInPiecesAndGroupsEqualTheDirectOnesWithAnyNumberOfThreads() {
    Random r = new Random(5);
    int[][] shapes = {
      {2, 40, 60, 52, 33, 3, 1},
      {1, 512, 29, 30, 256, 3, 1},
      {3, 70, 31, 47, 50, 5, 2},
      {6, 20, 50, 45, 24, 3, 1},
      {12, 17, 40, 44, 19, 5, 2},
      {1, 40, 9, 11, 33, 3, 1}
    };
    for (int[] s : shapes) {
      ConvGeometry g =
          new ConvGeometry(
              s[0], s[1], s[2], s[3], s[4], s[5], s[5], 1, 1, s[6], 0, 1, s[6], 1, 1, 1);
      View x = random(r, g.inputs());
      View dy = random(r, g.outputs());
      View expected = zeros(g.outChannels() * g.filter());
      new DirectConv().weightGradient(g, x, dy, expected);
      View found =
          AnyThreads.same(() -> {
            View dw = zeros(g.outChannels() * g.filter());
            new WinogradConv(6).weightGradient(g, x, dy, dw);
            return dw;
          });
      assertThat(error(expected, found)).as("%s", g).isLessThan(1e-5);
    }
  }

  /// Filters whose transforms would be larger than any tensor are transformed some channels at a time.
  @Test
  void filtersInPartsEqualTheDirectSumsWithAnyNumberOfThreads() {
    Random r = new Random(6);
    for (int groups = 1; groups <= 2; groups++) {
      ConvGeometry g =
          new ConvGeometry(
              2, 200 * groups, 26, 27, 210 * groups, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, groups);
      View x = random(r, g.inputs());
      View dy = random(r, g.outputs());
      View bias = random(r, g.outChannels());
      for (int side = 4; side <= 6; side += 2) {
        View w = random(r, g.outChannels() * g.filter());
        View y = zeros(g.outputs());
        View dx = zeros(g.inputs());
        new DirectChannelsConv().forward(g, x, w, bias, y);
        new DirectChannelsConv().inputGradient(g, dy, w, dx);
        View[] found = both(new WinogradConv(side), g, x, w, bias, dy);
        assertThat(error(y, found[0])).as("%s", g).isLessThan(1e-5);
        assertThat(error(dx, found[1])).as("%s", g).isLessThan(1e-5);
      }
    }
  }

  /// Tiles are shared out to threads, or panels of channels where all tiles are one piece.
  @Test
  void sharesOfAnyNumberOfThreadsEqualTheDefinition() {
    Random r = new Random(8);
    int[][] shapes = {
      {6, 1, 20, 33, 37, 1}, {4, 1, 20, 21, 15, 1}, {6, 1, 40, 28, 27, 1}, {6, 2, 17, 30, 19, 3}
    }; // side, batch, channels, height, width, groups
    for (int[] s : shapes) {
      int in = s[2] * s[5];
      int out = (s[2] + 9) * s[5];
      ConvGeometry g =
          new ConvGeometry(s[1], in, s[3], s[4], out, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, s[5]);
      for (int n : new int[] {2, 5}) {
        ConvMethodsTest.check(new WinogradConv(s[0]), g, r, n);
      }
    }
  }

  /// Rows of more than 32 tiles are transformed one by one, and pieces end within them.
  @Test
  void wideImagesAndGroupsEqualTheDefinitionWithAnyNumberOfThreads() {
    Random r = new Random(7);
    int[][] shapes = {
      {6, 5, 2, 7, 151, 1}, {6, 5, 1, 6, 66, 2}, {6, 3, 1, 9, 270, 2}, {4, 3, 3, 5, 139, 2}
    }; // side, kernel, batch, height, width, groups
    for (int[] s : shapes) {
      int in = 17 * s[5];
      int out = 19 * s[5];
      ConvGeometry g =
          new ConvGeometry(s[2], in, s[3], s[4], out, s[1], s[1], 1, 1, 2, 1, 0, 2, 1, 1, s[5]);
      ConvMethod winograd = new WinogradConv(s[0]);
      assertThat(winograd.reasonToRefuse(ConvPass.FORWARD, g)).isNull();
      assertThat(winograd.reasonToRefuse(ConvPass.INPUT, g)).isNull();
      ConvMethodsTest.check(winograd, g, r, 3);
    }
  }

  @Test
  void dilatedConvolutionsAreConvolutionsOfTheirPhases() {
    Random r = new Random(6);
    int[][] shapes = {
      {2, 2, 12, 18, 2, 4, 3},
      {3, 1, 21, 14, 0, 1, 3},
      {2, 3, 20, 24, 4, 3, 3},
      {3, 2, 22, 25, 2, 2, 3},
      {1, 2, 14, 75, 1, 3, 3}, // rows of more tiles than are done together
      {2, 2, 20, 23, 5, 2, 5}
    };
    for (int[] s : shapes) {
      int dh = s[0];
      int dw = s[1];
      ConvGeometry g =
          new ConvGeometry(2, 17, s[2], s[3], 19, s[6], s[6], 1, 1, s[4], s[5], 0, dw, dh, dw, 1);
      View x = random(r, g.inputs());
      View w = random(r, g.outChannels() * g.filter());
      View bias = random(r, g.outChannels());
      View dy = random(r, g.outputs());
      View[] expected = {zeros(g.outputs()), zeros(g.inputs()), zeros(w.count())};
      View[] found = {zeros(g.outputs()), zeros(g.inputs()), zeros(w.count())};
      ConvMethod winograd = new WinogradConv(6);
      for (ConvPass pass : ConvPass.values()) {
        assertThat(winograd.reasonToRefuse(pass, g)).as("%s of %s", pass, g).isNull();
      }
      ConvKernels[] both = {new ScalarConv(), winograd};
      View[][] results = {expected, found};
      for (int i = 0; i < 2; i++) {
        both[i].forward(g, x, w, bias, results[i][0]);
        both[i].inputGradient(g, dy, w, results[i][1]);
        both[i].weightGradient(g, x, dy, results[i][2]);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(error(expected[i], found[i])).as("%d of %s", i, g).isLessThan(1e-5);
      }
    }
  }
}

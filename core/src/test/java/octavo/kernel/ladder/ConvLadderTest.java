package octavo.kernel.ladder;

import static octavo.kernel.Arrays32.assertClose;
import static octavo.kernel.Arrays32.normal;
import static octavo.kernel.Arrays32.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.ScalarConv;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every rung of the ladder of convolutions against the oracle in double, with all options.
@Tag("simd")
class ConvLadderTest {
  private static final int[] SIZES = {1, 5, 6, 7, 15, 17, 31, 33, 140};
  private static final int[] CHANNELS = {1, 2, 3, 5, 8, 33};
  private static final int ROUNDS = 150;
  private static final long MOST_MULTIPLICATIONS = 400_000;

  private static int of(int[] numbers, Random r) {
    return numbers[r.nextInt(numbers.length)];
  }

  private static ConvGeometry geometry(Random r) {
    while (true) {
      int groups = 1 + r.nextInt(3);
      int kh = 1 + r.nextInt(5);
      int kw = 1 + r.nextInt(5);
      int dh = 1 + r.nextInt(3);
      int dw = 1 + r.nextInt(3);
      int[] pad = {r.nextInt(4), r.nextInt(4), r.nextInt(4), r.nextInt(4)};
      int height = of(SIZES, r);
      int width = of(SIZES, r);
      int batch = 1 + r.nextInt(3);
      int in = of(CHANNELS, r) * groups;
      int out = of(CHANNELS, r) * groups;
      int sh = 1 + r.nextInt(3);
      int sw = 1 + r.nextInt(3);
      boolean fits =
          dh * (kh - 1) < height + pad[0] + pad[2] && dw * (kw - 1) < width + pad[1] + pad[3];
      if (fits) {
        ConvGeometry g =
            new ConvGeometry(
                batch, in, height, width, out, kh, kw, sh, sw, pad[0], pad[1], pad[2], pad[3], dh,
                dw, groups);
        if (g.multiplications() <= MOST_MULTIPLICATIONS) {
          return g;
        }
      }
    }
  }

  private static View weights(Random r, ConvGeometry g) {
    return normal(r, g.outChannels() * g.filter());
  }

  /// `2·ε·√n·Σ|x||w|` with normal numbers, `Σ|x||w| ≈ 0.64·n`; for the last rung, which may be
  /// Winograd's, also a hundred-thousandth of the largest result.
  private static double tolerance(Ladder rung, ConvGeometry g, View expected) {
    int n = g.filter();
    double derived = 2 * 0x1p-23 * Math.sqrt(n + 1) * (0.64 * n + 4);
    double largest = 0;
    for (float y : expected.floats()) {
      largest = Math.max(largest, Math.abs(y));
    }
    return rung == Ladder.PACKED ? Math.max(derived, 1e-5 * largest) : derived;
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheOracleOnRandomGeometries(Ladder rung) {
    Random r = new Random(20);
    ConvRung conv = rung.conv();
    for (int round = 0; round < ROUNDS; round++) {
      ConvGeometry g = geometry(r);
      View x = normal(r, g.inputs());
      View w = weights(r, g);
      View bias = r.nextBoolean() ? normal(r, g.outChannels()) : null;
      View expected = zeros(g.outputs());
      View found = zeros(g.outputs());
      Arrays.fill(found.floats(), 77);
      new ScalarConv().forward(g, x, w, bias, expected);
      conv.forward(g, x, w, bias, found);
      double tolerance = tolerance(rung, g, expected);
      assertClose(rung + ": " + g, expected.floats(), found.floats(), tolerance);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameBitsForAnyNumberOfThreads(Ladder rung) {
    Random r = new Random(21);
    ConvGeometry g = new ConvGeometry(3, 6, 17, 135, 38, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2);
    View x = normal(r, g.inputs());
    View w = weights(r, g);
    AnyThreads.same(() -> {
      View y = zeros(g.outputs());
      rung.conv().forward(g, x, w, null, y);
      return y;
    });
  }

  @Test
  void columnsAreThoseWhoseInputLiesInTheImage() {
    Random r = new Random(22);
    for (int round = 0; round < 500; round++) {
      ConvGeometry g = geometry(r);
      for (int v = 0; v < g.kernelWidth(); v++) {
        Columns columns = Columns.of(g, v);
        for (int j = 0; j < g.outWidth(); j++) {
          int at = j * g.strideWidth() + v * g.dilationWidth() - g.padLeft();
          boolean inside = at >= 0 && at < g.inWidth();
          assertThat(j >= columns.from() && j < columns.to()).as("%s", g).isEqualTo(inside);
        }
      }
    }
  }

  @Test
  void tilesCoverEveryOutputOnce() {
    Random r = new Random(23);
    for (int round = 0; round < 100; round++) {
      ConvGeometry g = geometry(r);
      View y = zeros(g.outputs());
      float[] sums = new float[ConvTile.FILTERS * ConvTile.COLUMNS];
      for (int index = 0; index < ConvTile.count(g); index++) {
        ConvTile tile = ConvTile.of(g, index);
        for (int f = 0; f < tile.filters(); f++) {
          for (int j = 0; j < tile.columns(); j++) {
            int plane = tile.image() * g.outChannels() + tile.filter() + f;
            int at = (plane * g.outHeight() + tile.row()) * g.outWidth() + tile.column() + j;
            sums[f * ConvTile.COLUMNS + j] = y.floats()[at] + 1;
          }
        }
        tile.finish(sums, y);
      }
      assertThat(y.floats()).containsOnly(1);
    }
  }
}

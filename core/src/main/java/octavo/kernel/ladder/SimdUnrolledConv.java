package octavo.kernel.ladder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 6: the lines of many numbers of a filter are collected first (a matrix of patches for one
/// tile); then the loops over four channels and two vectors of columns are written out, and the loop
/// over the lines does two steps in a turn.
///
/// Written out, each of the eight sums has a name, and the compiler keeps what has a name in a
/// register: eight multiply-adds need two loads and no store. What is left: the weights of four
/// channels are read from four distant places, and each tile collects the lines that its neighbors
/// above and below collect too.
final class SimdUnrolledConv implements ConvRung {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 4;

  /// Lines that are collected at a time: 32 KB.
  private static final int LINES = 64;

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    Parallel.run(ConvTile.count(g), index -> tile(ConvTile.of(g, index), x, w, bias, y));
  }

  private static void tile(ConvTile tile, View x, View w, @Nullable View bias, View y) {
    int taps = tile.g().filter();
    float[] lines = new float[Math.min(taps, LINES) * ConvTile.COLUMNS];
    float[] sums = new float[ConvTile.FILTERS * ConvTile.COLUMNS];
    tile.begin(sums, bias);
    for (int first = 0; first < taps; first += LINES) {
      int count = Math.min(LINES, taps - first);
      for (int t = 0; t < count; t++) {
        tile.line(x, first + t, lines, t * ConvTile.COLUMNS);
      }
      int whole = tile.filters() / ROWS * ROWS;
      for (int j = 0; j < tile.columns(); j += 2 * LANES) {
        for (int f = 0; f < whole; f += ROWS) {
          int from = w.offset() + tile.weights(f) + first;
          int at = f * ConvTile.COLUMNS + j;
          registers(count, w.floats(), from, taps, lines, j, sums, at);
        }
      }
      for (int f = whole; f < tile.filters(); f++) {
        int from = w.offset() + tile.weights(f) + first;
        int at = f * ConvTile.COLUMNS;
        for (int t = 0; t < count; t++) {
          float weight = w.floats()[from + t];
          int line = t * ConvTile.COLUMNS;
          SimdVectorizedConv.addMultiple(weight, lines, line, sums, at, tile.columns());
        }
      }
    }
    tile.finish(sums, y);
  }

  /// Adds `count` lines, times the weights of four channels that lie `ldw` apart, to four rows of sums.
  private static void registers(
      int count, float[] w, int wo, int ldw, float[] lines, int lo, float[] sums, int at) {
    int width = ConvTile.COLUMNS;
    FloatVector s00 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector s01 = FloatVector.fromArray(SPECIES, sums, at + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, sums, at + width);
    FloatVector s11 = FloatVector.fromArray(SPECIES, sums, at + width + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, sums, at + 2 * width);
    FloatVector s21 = FloatVector.fromArray(SPECIES, sums, at + 2 * width + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, sums, at + 3 * width);
    FloatVector s31 = FloatVector.fromArray(SPECIES, sums, at + 3 * width + LANES);
    int w1 = wo + ldw;
    int w2 = w1 + ldw;
    int w3 = w2 + ldw;
    int t = 0;
    for (; t + 2 <= count; t += 2) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, lines, lo + t * width);
      FloatVector x1 = FloatVector.fromArray(SPECIES, lines, lo + t * width + LANES);
      s00 = x0.fma(FloatVector.broadcast(SPECIES, w[wo + t]), s00);
      s01 = x1.fma(FloatVector.broadcast(SPECIES, w[wo + t]), s01);
      s10 = x0.fma(FloatVector.broadcast(SPECIES, w[w1 + t]), s10);
      s11 = x1.fma(FloatVector.broadcast(SPECIES, w[w1 + t]), s11);
      s20 = x0.fma(FloatVector.broadcast(SPECIES, w[w2 + t]), s20);
      s21 = x1.fma(FloatVector.broadcast(SPECIES, w[w2 + t]), s21);
      s30 = x0.fma(FloatVector.broadcast(SPECIES, w[w3 + t]), s30);
      s31 = x1.fma(FloatVector.broadcast(SPECIES, w[w3 + t]), s31);
      FloatVector z0 = FloatVector.fromArray(SPECIES, lines, lo + (t + 1) * width);
      FloatVector z1 = FloatVector.fromArray(SPECIES, lines, lo + (t + 1) * width + LANES);
      s00 = z0.fma(FloatVector.broadcast(SPECIES, w[wo + t + 1]), s00);
      s01 = z1.fma(FloatVector.broadcast(SPECIES, w[wo + t + 1]), s01);
      s10 = z0.fma(FloatVector.broadcast(SPECIES, w[w1 + t + 1]), s10);
      s11 = z1.fma(FloatVector.broadcast(SPECIES, w[w1 + t + 1]), s11);
      s20 = z0.fma(FloatVector.broadcast(SPECIES, w[w2 + t + 1]), s20);
      s21 = z1.fma(FloatVector.broadcast(SPECIES, w[w2 + t + 1]), s21);
      s30 = z0.fma(FloatVector.broadcast(SPECIES, w[w3 + t + 1]), s30);
      s31 = z1.fma(FloatVector.broadcast(SPECIES, w[w3 + t + 1]), s31);
    }
    if (t < count) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, lines, lo + t * width);
      FloatVector x1 = FloatVector.fromArray(SPECIES, lines, lo + t * width + LANES);
      s00 = x0.fma(FloatVector.broadcast(SPECIES, w[wo + t]), s00);
      s01 = x1.fma(FloatVector.broadcast(SPECIES, w[wo + t]), s01);
      s10 = x0.fma(FloatVector.broadcast(SPECIES, w[w1 + t]), s10);
      s11 = x1.fma(FloatVector.broadcast(SPECIES, w[w1 + t]), s11);
      s20 = x0.fma(FloatVector.broadcast(SPECIES, w[w2 + t]), s20);
      s21 = x1.fma(FloatVector.broadcast(SPECIES, w[w2 + t]), s21);
      s30 = x0.fma(FloatVector.broadcast(SPECIES, w[w3 + t]), s30);
      s31 = x1.fma(FloatVector.broadcast(SPECIES, w[w3 + t]), s31);
    }
    s00.intoArray(sums, at);
    s01.intoArray(sums, at + LANES);
    s10.intoArray(sums, at + width);
    s11.intoArray(sums, at + width + LANES);
    s20.intoArray(sums, at + 2 * width);
    s21.intoArray(sums, at + 2 * width + LANES);
    s30.intoArray(sums, at + 3 * width);
    s31.intoArray(sums, at + 3 * width + LANES);
  }
}

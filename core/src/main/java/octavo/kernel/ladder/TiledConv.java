package octavo.kernel.ladder;

import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 3: the output is cut into tiles ([ConvTile]), and each is made from beginning to end in a
/// small buffer. For each number of a filter the piece of the input that it meets is copied to a line
/// once, and all channels of the tile take their share of it.
///
/// Buffer and line stay in the nearest cache, an output travels to memory once, and stride, padding and
/// dilation are dealt with in the copy, so that the innermost loop is the same for every convolution: that
/// of [TiledGemm], which the compiler turns into vectors since the two arrays cannot overlap.
final class TiledConv implements ConvRung {
  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    float[] line = new float[ConvTile.COLUMNS];
    float[][] sums = new float[ConvTile.FILTERS][ConvTile.COLUMNS];
    for (int index = 0; index < ConvTile.count(g); index++) {
      ConvTile tile = ConvTile.of(g, index);
      for (int f = 0; f < tile.filters(); f++) {
        tile.begin(f, sums[f], 0, bias);
      }
      for (int tap = 0; tap < g.filter(); tap++) {
        tile.line(x, tap, line, 0);
        for (int f = 0; f < tile.filters(); f++) {
          float weight = w.floats()[w.offset() + tile.weights(f) + tap];
          TiledGemm.addMultiple(weight, line, sums[f], tile.columns());
        }
      }
      for (int f = 0; f < tile.filters(); f++) {
        tile.finish(f, sums[f], 0, y);
      }
    }
  }
}

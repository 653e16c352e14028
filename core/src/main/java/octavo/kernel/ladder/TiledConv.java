package octavo.kernel.ladder;

import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 3: the output is cut into tiles ([ConvTile]), and each is made from beginning to end in a
/// small buffer. For each number of a filter the piece of the input that it meets is copied to a line
/// once, and all channels of the tile take their share of it.
///
/// Buffer and line stay in the nearest cache, an output travels to memory once, and stride, padding and
/// dilation are dealt with in the copy, so that the innermost loop is the same for every convolution.
final class TiledConv implements ConvRung {
  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    float[] line = new float[ConvTile.COLUMNS];
    float[] sums = new float[ConvTile.FILTERS * ConvTile.COLUMNS];
    for (int index = 0; index < ConvTile.count(g); index++) {
      ConvTile tile = ConvTile.of(g, index);
      tile.begin(sums, bias);
      for (int tap = 0; tap < g.filter(); tap++) {
        tile.line(x, tap, line, 0);
        for (int f = 0; f < tile.filters(); f++) {
          float weight = w.floats()[w.offset() + tile.weights(f) + tap];
          addMultiple(weight, line, sums, f * ConvTile.COLUMNS, tile.columns());
        }
      }
      tile.finish(sums, y);
    }
  }

  private static void addMultiple(float weight, float[] line, float[] sums, int at, int count) {
    for (int j = 0; j < count; j++) {
      sums[at + j] += weight * line[j];
    }
  }
}

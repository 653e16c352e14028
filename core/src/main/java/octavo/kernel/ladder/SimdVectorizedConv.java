package octavo.kernel.ladder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 4: the tiles of rung 3, but with the vector instructions written out. Lines are padded with
/// zeros to whole vectors, so there is no loop for the rest.
///
/// What limits it: the sums lie in a buffer, so each multiply-add comes with two loads and a store.
final class SimdVectorizedConv implements ConvRung {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    for (int index = 0; index < ConvTile.count(g); index++) {
      tile(ConvTile.of(g, index), x, w, bias, y);
    }
  }

  /// One tile of the output.
  static void tile(ConvTile tile, View x, View w, @Nullable View bias, View y) {
    float[] line = new float[ConvTile.COLUMNS];
    float[] sums = new float[ConvTile.FILTERS * ConvTile.COLUMNS];
    tile.begin(sums, bias);
    for (int tap = 0; tap < tile.g().filter(); tap++) {
      tile.line(x, tap, line, 0);
      for (int f = 0; f < tile.filters(); f++) {
        float weight = w.floats()[w.offset() + tile.weights(f) + tap];
        addMultiple(weight, line, 0, sums, f * ConvTile.COLUMNS, tile.columns());
      }
    }
    tile.finish(sums, y);
  }

  /// `sums += weight·line` for whole vectors that hold `count` numbers.
  static void addMultiple(float weight, float[] line, int from, float[] sums, int at, int count) {
    FloatVector factors = FloatVector.broadcast(SPECIES, weight);
    for (int j = 0; j < count; j += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, line, from + j)
          .fma(factors, FloatVector.fromArray(SPECIES, sums, at + j))
          .intoArray(sums, at + j);
    }
  }
}

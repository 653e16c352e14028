package octavo.kernel.ladder;

import octavo.kernel.Parallel;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 5: the tiles of rung 4, shared out over the threads. Each tile is made by one thread from
/// beginning to end and the tiles depend on the sizes alone: the result is the same, bit for bit, for
/// any number of threads.
final class SimdParallelConv implements ConvRung {
  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    Parallel.run(
        ConvTile.count(g), index -> SimdVectorizedConv.tile(ConvTile.of(g, index), x, w, bias, y));
  }
}

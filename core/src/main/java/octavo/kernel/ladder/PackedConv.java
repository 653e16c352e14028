package octavo.kernel.ladder;

import octavo.kernel.Kernels;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 7: what the library uses. No single algorithm is the best for every convolution, so a model of
/// the work chooses among several, from the sizes alone; most of them rearrange input and kernel
/// first, into the order in which the innermost loop reads them. `octavo.kernel.conv.ConvPlanner` is
/// the text to start with.
final class PackedConv implements ConvRung {
  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    Kernels.CONV.forward(g, x, w, bias, y);
  }
}

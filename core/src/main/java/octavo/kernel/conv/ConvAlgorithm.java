package octavo.kernel.conv;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// One way to compute a convolution of float32. The planner asks each in turn, fastest first,
/// whether it refuses; the last one never does.
public interface ConvAlgorithm extends ConvKernels {
  /// Its name, as users pin it.
  String label();

  /// Why this algorithm does not compute `pass` of a convolution, as a sentence; null if it does.
  @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g);

  @Override
  void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y);
}

package octavo.kernel.conv;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// One way to compute a convolution of float32, a candidate of [ConvPlanner].
interface ConvMethod extends ConvKernels {
  /// Its name, as users pin it.
  String label();

  /// Why this method does not compute `pass` of a convolution, as a clause; null if it does.
  @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g);

  /// What it costs, counted in multiplications of a full register tile ([ConvCost]).
  double work(ConvPass pass, ConvGeometry g);

  /// Methods that refuse every weight gradient leave it out.
  @Override
  default void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    throw new IllegalStateException(label() + ": " + reasonToRefuse(ConvPass.WEIGHT, g) + ".");
  }
}

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

  /// The numbers of rearranged images and gradients that it holds at a time: what grows with them, neither
  /// the packed weights nor a few blocks of each thread.
  default long memory(ConvPass pass, ConvGeometry g) {
    return 0;
  }

  /// The numbers of the packed weights that it holds beside them.
  default long packed(ConvPass pass, ConvGeometry g) {
    return 0;
  }

  /// Methods that refuse every weight gradient leave it out.
  @Override
  default void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    throw new IllegalStateException(label() + ": " + reasonToRefuse(ConvPass.WEIGHT, g) + ".");
  }
}

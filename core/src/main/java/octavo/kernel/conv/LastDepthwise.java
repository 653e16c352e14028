package octavo.kernel.conv;

import octavo.kernel.Simd;
import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Depthwise convolutions of images `[batch, height, width, channels]`, where a vector of channels belongs to each
/// pixel as it lies: small kernels pixel by pixel ([PixelDepthwise]), others in bands of rows ([TurnedDepthwise]).
final class LastDepthwise {
  private static final TurnedDepthwise BANDS = new TurnedDepthwise(/* last= */ true);

  private LastDepthwise() {}

  /// Whether these are the methods of such a convolution.
  static boolean takes(ConvGeometry g, ConvChoice choice, DType dtype) {
    return Simd.available()
        && dtype == DType.FLOAT32
        && choice.pinned() == null
        && g.groups() > 1
        && g.inputs() > 0
        && g.outputs() > 0
        && BANDS.takes(g);
  }

  static void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    if (PixelDepthwise.takes(g)) {
      PixelDepthwise.forward(g, x, w, /* turned= */ false, bias, y);
    } else {
      BANDS.forward(g, x, w, bias, y);
    }
  }

  static void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (PixelDepthwise.takes(g) && Turned.reasonToRefuse(g) == null) {
      PixelDepthwise.forward(Turned.geometry(g), dy, w, /* turned= */ true, null, dx);
    } else {
      BANDS.inputGradient(g, dy, w, dx);
    }
  }

  static void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    BANDS.weightGradient(g, x, dy, dw);
  }
}

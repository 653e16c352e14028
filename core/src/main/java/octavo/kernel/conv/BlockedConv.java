package octavo.kernel.conv;

import java.util.function.Consumer;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A convolution of [BlockedImages] whose weights stay as they are over many calls, with an
/// [Epilogue]. Several threads may run it at once. All views are contiguous float32.
public sealed interface BlockedConv permits BlockedDirect, BlockedDepthwise, BlockedWinograd {
  /// Fills `y`, in blocks. `residual`, in blocks too, is given if the epilogue says so.
  void run(View x, @Nullable View residual, View y);

  /// Whether `residual` may be where `y` is: every number of it is read once, just before the one in its
  /// place is written.
  static boolean addsInPlace(ConvGeometry g) {
    return g.groups() == 1 && !SimdPairedRuns.suits(g.outChannels());
  }

  /// The weights, packed by `pack`, of which every convolution with the same weights has the same.
  static float[] packed(View weight, WeightKey key, int length, Consumer<float[]> pack) {
    float[] kept = Derived.kept(weight.storage(), key);
    if (kept == null) {
      kept = new float[length];
      pack.accept(kept);
      Derived.keep(weight.storage(), key, kept);
    }
    return kept;
  }

  /// The bias in whole blocks, zeros for none.
  static float[] starts(ConvGeometry g, @Nullable View bias) {
    float[] starts = new float[BlockedImages.output(g).blocks() * BlockedImages.SIZE];
    if (bias != null) {
      System.arraycopy(bias.floats(), bias.offset(), starts, 0, g.outChannels());
    }
    return starts;
  }
}

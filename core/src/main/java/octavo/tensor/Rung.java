package octavo.tensor;

import java.util.Locale;
import octavo.kernel.Simd;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.ladder.Ladder;
import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The rungs of the ladder from the loops of the definition to the kernels of the library, each one
/// idea further than the one before, for a matrix product and for a convolution of float32. For reading
/// and timing (`octavo bench ladder`); what a program uses is [Tensor#matmul] and [Tensor#conv2d].
public enum Rung {
  /// The loops of the definition.
  NAIVE,
  /// The same loops in an order that walks memory forward.
  REORDERED,
  /// Blocks of the result in a buffer that stays in the nearest cache.
  TILED,
  /// Vector instructions along the rows of the tiles.
  VECTORIZED,
  /// Tiles shared out over the threads.
  PARALLEL,
  /// Sums in registers, loops unrolled.
  UNROLLED,
  /// The kernels of the library, which rearrange what they read; of a convolution, the planner's choice.
  PACKED;

  /// Its name on the command line: `packed`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private Ladder ladder() {
    return Ladder.valueOf(name());
  }

  /// Whether it uses more than one thread.
  public boolean usesThreads() {
    return ladder().usesThreads();
  }

  /// Whether this process can run it: those from [#VECTORIZED] on need the Vector API.
  public boolean isAvailable() {
    return !ladder().needsVectors() || Simd.available();
  }

  /// The product of two float32 matrices, or batches of them: `a.gemm(b, …)` with this algorithm.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit, or the rung is not available
  public Tensor gemm(Tensor a, Tensor b) {
    return a.gemm(b, GemmOptions.DEFAULT.withAlgorithm(GemmAlgorithm.valueOf(name())));
  }

  /// The convolution of float32 pictures `x` with `weight` and a bias or null, as
  /// [Tensor#conv2d(Tensor, Tensor, ConvOptions)]. It is a constant: no gradient is recorded.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit, a type is another, the options pin an
  ///     algorithm, or the rung is not available
  public Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    ConvGeometry g = Convolutions.geometry("conv2d", x, weight, bias, options);
    requireAble(options);
    requireFloats("input", x);
    requireFloats("weight", weight);
    if (bias != null) {
      requireFloats("bias", bias);
    }
    boolean last = options.layout() == Layout.CHANNELS_LAST;
    Tensor images = x.stopGradient();
    images = last ? images.permute(0, 3, 1, 2) : images;
    Tensor y =
        Tensor.allocate(
            DType.FLOAT32, Shape.of(g.batch(), g.outChannels(), g.outHeight(), g.outWidth()));
    View shift = bias == null ? null : bias.stopGradient().contiguous().view();
    View filters = weight.stopGradient().contiguous().view();
    ladder().conv().forward(g, images.contiguous().view(), filters, shift, y.view());
    return last ? y.permute(0, 2, 3, 1).contiguous() : y;
  }

  private void requireAble(ConvOptions options) {
    if (options.algorithm() != ConvAlgorithm.AUTO) {
      throw new IllegalArgumentException(
          "conv2d: the rung is the algorithm, but the options pin %s. Use options with the algorithm auto."
              .formatted(options.algorithm().label()));
    }
    if (!isAvailable()) {
      throw new IllegalArgumentException(
          "conv2d: the rung must be there, but %s needs the Vector API, which is off. Start java with --add-modules jdk.incubator.vector."
              .formatted(label()));
    }
  }

  private static void requireFloats(String what, Tensor x) {
    if (x.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "conv2d: the rungs compute float32, but the %s is %s. Convert first: x.to(DType.FLOAT32)."
              .formatted(what, x.dtype()));
    }
  }
}

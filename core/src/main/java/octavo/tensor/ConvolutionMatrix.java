package octavo.tensor;

import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;

/// A convolution written out as the matrix it is: with `x` and `y` as columns of numbers in row-major
/// order, `y = C·x`, and the transposed convolution with the same weight is `x = Cᵀ·y`, which restores the
/// size and not the values. For reading and checking; nearly all of `C` is zeros.
public final class ConvolutionMatrix {
  private ConvolutionMatrix() {}

  /// The matrix `[out·outHeight·outWidth, in·height·width]` of a convolution of one picture, without its
  /// bias. A kernel of 3×3 over 4×4 numbers gives `[4, 16]`.
  ///
  /// @param weight `[out, in/groups, kernelHeight, kernelWidth]`
  /// @param height rows of the picture
  /// @param width columns of the picture
  /// @param options step, padding, dilation and groups; channels stand first
  /// @throws IllegalArgumentException if the sizes do not fit
  public static Tensor of(Tensor weight, int height, int width, ConvOptions options) {
    if (weight.rank() != 4 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "ConvolutionMatrix: a weight [out, in/groups, height, width] and a picture are needed, but the weight is %s and the picture [%d, %d]."
              .formatted(weight.shape(), height, width));
    }
    if (options.layout() != Layout.CHANNELS_FIRST) {
      throw new IllegalArgumentException(
          "ConvolutionMatrix: channels must stand first, but the layout is %s."
              .formatted(options.layout()));
    }
    int in = Shape.total("ConvolutionMatrix", (long) weight.size(1) * options.groups());
    Tensor picture = Tensors.zeros(weight.dtype(), 1, in, height, width);
    ConvGeometry g = Convolutions.geometry("ConvolutionMatrix", picture, weight, null, options);
    Tensor matrix =
        Tensors.zeros(
            weight.dtype(),
            Shape.total("ConvolutionMatrix", (long) g.outChannels() * g.outHeight() * g.outWidth()),
            in * height * width);
    Tensor w = weight.stopGradient().contiguous();
    for (int row = 0; row < matrix.size(0); row++) {
      fill(g, w, row, matrix);
    }
    return matrix;
  }

  /// The weights of one output, at the places of the numbers it reads.
  private static void fill(ConvGeometry g, Tensor w, int row, Tensor matrix) {
    int pixel = row % (g.outHeight() * g.outWidth());
    int out = row / (g.outHeight() * g.outWidth());
    int first = out / (g.outChannels() / g.groups()) * g.groupIn();
    int at = w.view().offset() + out * g.groupIn() * g.kernelHeight() * g.kernelWidth();
    for (int c = first; c < first + g.groupIn(); c++) {
      for (int u = 0; u < g.kernelHeight(); u++) {
        int r = pixel / g.outWidth() * g.strideHeight() - g.padTop() + u * g.dilationHeight();
        for (int v = 0; v < g.kernelWidth(); v++, at++) {
          int k = pixel % g.outWidth() * g.strideWidth() - g.padLeft() + v * g.dilationWidth();
          if (r >= 0 && r < g.inHeight() && k >= 0 && k < g.inWidth()) {
            int column = (c * g.inHeight() + r) * g.inWidth() + k;
            View m = matrix.view();
            m.storage()
                .setDouble(m.offset() + row * m.size(1) + column, w.view().storage().getDouble(at));
          }
        }
      }
    }
  }
}

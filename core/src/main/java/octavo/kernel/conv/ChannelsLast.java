package octavo.kernel.conv;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.Parallel;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdGemm;
import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions of images `[batch, height, width, channels]`. With a 1×1 kernel they are products as
/// they lie, of those pixels that it sees ([SparsePixels]), and depthwise ones are computed there too ([LastDepthwise]);
/// else the planner's methods see some images at a time with their channels first.
final class ChannelsLast {
  /// Numbers that are rearranged together.
  private static final int TOGETHER = 1 << 20;

  private ChannelsLast() {}

  /// Whether pixels and filters are matrices as they lie.
  private static boolean isProduct(ConvGeometry g, ConvChoice choice, DType dtype) {
    boolean free = choice.pinned() == null || choice.pinned().equals("pointwise");
    return dtype == DType.FLOAT32
        && free
        && g.groups() == 1
        && PointwiseConv.isPlain(g)
        && g.inputs() > 0
        && g.outputs() > 0;
  }

  private static Matrix pixels(ConvGeometry g, View v, int channels) {
    int rows = g.batch() * g.inHeight() * g.inWidth();
    return new Matrix(v.storage(), v.offset(), rows, channels, channels, /* columnStride= */ 1);
  }

  private static Matrix filters(ConvGeometry g, View w) {
    int in = g.inChannels();
    return new Matrix(w.storage(), w.offset(), g.outChannels(), in, in, /* columnStride= */ 1);
  }

  /// Whether a 1×1 kernel sees some of the pixels only, which are a matrix once they are copied.
  private static boolean isSparse(ConvGeometry g, ConvChoice choice, DType dtype) {
    return SparsePixels.areSeen(g) && isProduct(new SparsePixels(g).seen(), choice, dtype);
  }

  /// Some rows of results of some images, and the rows of the input that they see: a convolution by
  /// itself.
  ///
  /// @param whole the convolution
  /// @param g this part of it
  /// @param image the first image
  /// @param from the first row of the input
  /// @param to the first row of the output
  private record Piece(ConvGeometry whole, ConvGeometry g, int image, int from, int to) {
    /// The numbers of the input that are seen, as planes by channel.
    View input(View x) {
      return rows(x, whole.inHeight(), from, g.inHeight(), g.inWidth(), g.inChannels());
    }

    /// The numbers of the output, as planes by channel.
    View output(View y) {
      return rows(y, whole.outHeight(), to, g.outHeight(), g.outWidth(), g.outChannels());
    }

    private View rows(View v, int height, int first, int count, int width, int channels) {
      int offset = v.offset() + (image * height + first) * width * channels;
      int[] strides = {height * width * channels, 1, channels};
      return new View(v.storage(), offset, new int[] {g.batch(), channels, count * width}, strides);
    }

    /// Whether it is some rows only, of which the next piece sees some too.
    boolean isCut() {
      return g.outHeight() < whole.outHeight() || g.inHeight() < whole.inHeight();
    }
  }

  private static View planes(View from) {
    View to = Parts.like(from);
    PixelOrder.copy(from, to);
    return to;
  }

  /// The pieces that are rearranged together: some images, or rows of one that is larger than half of
  /// the largest tensor.
  private static List<Piece> pieces(ConvGeometry g) {
    List<Piece> pieces = new ArrayList<>();
    long image = (long) g.image() + g.results();
    long weights = (long) g.outChannels() * g.filter();
    long largest = Math.max(weights, Math.max(g.inputs(), g.outputs()));
    int images = Math.clamp(TOGETHER / (image + 1), 1, Math.max(1, g.batch()));
    int parts = (int) Math.ceilDiv(image, Math.max(TOGETHER, largest / 2));
    int rows = Math.max(1, Math.ceilDiv(g.outHeight(), Math.max(1, parts)));
    for (int first = 0; first < Math.max(1, g.batch()); first += images) {
      ConvGeometry p = g.withBatch(Math.min(images, g.batch() - first));
      if (parts <= 1) {
        pieces.add(new Piece(g, p, first, 0, 0));
        continue;
      }
      for (int row = 0; row < g.outHeight(); row += rows) {
        pieces.add(piece(g, p, first, row, Math.min(rows, g.outHeight() - row)));
      }
    }
    return pieces;
  }

  /// Rows `row … row + rows` of the results of some images.
  private static Piece piece(ConvGeometry g, ConvGeometry images, int image, int row, int rows) {
    int seen = (rows - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
    int top = row * g.strideHeight() - g.padTop();
    int from = Math.clamp(top, 0, g.inHeight());
    int end = Math.clamp((long) top + seen, from, g.inHeight());
    int above = Math.clamp(-(long) top, 0, seen);
    return new Piece(
        g, images.withRows(end - from, above, seen - above - (end - from)), image, from, row);
  }

  static void forward(
      ConvPlanner planner,
      ConvGeometry g,
      ConvChoice choice,
      View x,
      View w,
      @Nullable View bias,
      View y) {
    if (isProduct(g, choice, y.dtype())) {
      Matrix to = pixels(g, y, g.outChannels());
      SimdGemm gemm = new SimdGemm();
      gemm.multiply(pixels(g, x, g.inChannels()), filters(g, w).transpose(), to, false, bias);
      return;
    }
    if (LastDepthwise.takes(g, choice, y.dtype())) {
      LastDepthwise.forward(g, x, w, bias, y);
      return;
    }
    if (PixelSums.takes(planner, g, choice, y.dtype())) {
      PixelSums.forward(g, x, w, bias, y);
      return;
    }
    for (Piece piece : pieces(g)) {
      View to = piece.output(y);
      View sums = Parts.like(to);
      View from = planes(piece.input(x));
      planner.forward(piece.g(), choice.channelsFirst(), from, w, bias, sums);
      PixelOrder.copy(sums, to);
    }
  }

  static void inputGradient(
      ConvPlanner planner, ConvGeometry g, ConvChoice choice, View dy, View w, View dx) {
    if (isProduct(g, choice, dx.dtype())) {
      Matrix to = pixels(g, dx, g.inChannels());
      new SimdGemm().multiply(pixels(g, dy, g.outChannels()), filters(g, w), to, false, null);
      return;
    }
    if (isSparse(g, choice, dx.dtype())) {
      SparsePixels pixels = new SparsePixels(g);
      View some = pixels.room(dx.dtype());
      inputGradient(planner, pixels.seen(), choice, dy, w, some);
      pixels.scatter(some, dx);
      return;
    }
    if (LastDepthwise.takes(g, choice, dx.dtype())) {
      LastDepthwise.inputGradient(g, dy, w, dx);
      return;
    }
    List<Piece> pieces = pieces(g);
    boolean cut = pieces.stream().anyMatch(Piece::isCut);
    if (cut) {
      Parts.clear(dx, 0, g.inputs());
    }
    for (Piece piece : pieces) {
      View to = piece.input(dx);
      View sums = Parts.like(to);
      planner.inputGradient(piece.g(), choice.channelsFirst(), planes(piece.output(dy)), w, sums);
      if (cut) {
        add(sums, to);
      } else {
        PixelOrder.copy(sums, to);
      }
    }
  }

  /// `to += from`, planes to pixels of one image.
  private static void add(View from, View to) {
    int channels = to.size(1);
    int pixels = to.size(2);
    Parallel.ranges(
        pixels,
        Math.max(1, Parallel.MINIMUM_WORK / channels),
        (first, last) -> {
          for (int q = first; q < last; q++) {
            for (int c = 0; c < channels; c++) {
              Parts.add(from, c * pixels + q, to, q * channels + c, 1);
            }
          }
        });
  }

  static void weightGradient(
      ConvPlanner planner, ConvGeometry g, ConvChoice choice, View x, View dy, View dw) {
    if (isProduct(g, choice, dw.dtype())) {
      Matrix out = pixels(g, dy, g.outChannels()).transpose();
      new SimdGemm().multiply(out, pixels(g, x, g.inChannels()), filters(g, dw), false, null);
      return;
    }
    if (isSparse(g, choice, dw.dtype())) {
      SparsePixels pixels = new SparsePixels(g);
      weightGradient(planner, pixels.seen(), choice, pixels.gather(x), dy, dw);
      return;
    }
    if (LastDepthwise.takes(g, choice, dw.dtype())) {
      LastDepthwise.weightGradient(g, x, dy, dw);
      return;
    }
    boolean begins = true;
    for (Piece piece : pieces(g)) {
      View to = begins ? dw : Parts.like(dw);
      View from = planes(piece.input(x));
      View gradients = planes(piece.output(dy));
      planner.weightGradient(piece.g(), choice.channelsFirst(), from, gradients, to);
      if (!begins) {
        Parts.add(to, dw);
      }
      begins = false;
    }
  }
}

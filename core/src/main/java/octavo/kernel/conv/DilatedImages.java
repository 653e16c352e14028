package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A convolution with a dilation as one without: the pixels `(i, j)` with the same remainders modulo
/// the dilation see only each other, so that each image falls into `dilationHeight·dilationWidth`
/// images that are convolved by themselves.
///
/// @param g the convolution, with stride 1
record DilatedImages(ConvGeometry g) {
  /// The numbers that are rearranged at most.
  private static final int LARGEST = 1 << 22;

  /// Why a convolution is not taken apart, or null.
  static @Nullable String reasonToRefuse(ConvGeometry g) {
    ConvGeometry parts = new DilatedImages(g).parts();
    return (long) parts.inputs() + parts.outputs() > LARGEST
        ? "with a dilation, images must have at most " + LARGEST + " numbers"
        : null;
  }

  /// Whether the parts of images and of their padding are all of one size; else the parts are padded
  /// as they are made, those that lack a row or a column at the end by one more.
  private boolean even() {
    int h = g.dilationHeight();
    int w = g.dilationWidth();
    return g.inHeight() % h == 0
        && g.inWidth() % w == 0
        && g.padTop() % h == 0
        && g.padBottom() % h == 0
        && g.padLeft() % w == 0
        && g.padRight() % w == 0;
  }

  /// What a number costs that is taken apart or put together, in multiplications ([ConvCost]): its
  /// runs are short, shorter still where parts differ in size.
  double cost() {
    return even() ? 90 : 160;
  }

  /// The convolution of the parts.
  ConvGeometry parts() {
    int h = g.dilationHeight();
    int w = g.dilationWidth();
    boolean even = even();
    int height = even ? g.inHeight() : g.padTop() + g.inHeight() + g.padBottom();
    int width = even ? g.inWidth() : g.padLeft() + g.inWidth() + g.padRight();
    return new ConvGeometry(
        g.batch() * h * w,
        g.inChannels(),
        (height + h - 1) / h,
        (width + w - 1) / w,
        g.outChannels(),
        g.kernelHeight(),
        g.kernelWidth(),
        1,
        1,
        even ? g.padTop() / h : 0,
        even ? g.padLeft() / w : 0,
        even ? g.padBottom() / h : 0,
        even ? g.padRight() / w : 0,
        1,
        1,
        g.groups());
  }

  /// Room for numbers.
  static View room(int count) {
    return View.of(new FloatStorage(new float[count]), count);
  }

  /// The parts of the input.
  View inputs(View x) {
    View parts = room(parts().inputs());
    inputs().move(x, parts, /* apart= */ true);
    return parts;
  }

  /// The parts of the output.
  View outputs(View y) {
    View parts = room(parts().outputs());
    outputs().move(y, parts, /* apart= */ true);
    return parts;
  }

  /// Puts the parts of the input together again.
  void toInputs(View parts, View x) {
    inputs().move(x, parts, /* apart= */ false);
  }

  /// Puts the parts of the output together again.
  void toOutputs(View parts, View y) {
    outputs().move(y, parts, /* apart= */ false);
  }

  private Images inputs() {
    boolean even = even();
    ConvGeometry parts = parts();
    return new Images(
        g,
        g.inChannels(),
        g.inHeight(),
        g.inWidth(),
        even ? 0 : g.padTop(),
        even ? 0 : g.padLeft(),
        parts.inHeight(),
        parts.inWidth());
  }

  private Images outputs() {
    ConvGeometry parts = parts();
    return new Images(
        g, g.outChannels(), g.outHeight(), g.outWidth(), 0, 0, parts.outHeight(), parts.outWidth());
  }

  /// Images and their parts.
  ///
  /// @param g the convolution
  /// @param channels of an image
  /// @param height rows of an image
  /// @param width columns of an image
  /// @param top rows of zeros above an image
  /// @param left columns of zeros on its left
  /// @param rows of a part
  /// @param columns of a part
  private record Images(
      ConvGeometry g,
      int channels,
      int height,
      int width,
      int top,
      int left,
      int rows,
      int columns) {
    /// Copies the images to the parts, which are zero where there is no image, or the parts to the
    /// images.
    void move(View images, View parts, boolean apart) {
      int h = g.dilationHeight();
      int w = g.dilationWidth();
      float[] whole = images.floats();
      float[] cut = parts.floats();
      Parallel.ranges(
          g.batch() * channels,
          Math.max(1, Parallel.MINIMUM_WORK / (height * width + 1)),
          (from, to) -> {
            for (int c = from; c < to; c++) {
              for (int i = 0; i < height; i++) {
                int row = images.offset() + (c * height + i) * width;
                int padded = i + top;
                for (int b = 0; b < w; b++) {
                  int part = ((c / channels * h + padded % h) * w + b) * channels + c % channels;
                  int at = parts.offset() + (part * rows + padded / h) * columns;
                  // column j of the part is column j·w + b - left of the image
                  int first = Math.max(0, (left - b + w - 1) / w);
                  int end = Math.min(columns, (width + left - b + w - 1) / w);
                  int source = row + b - left;
                  if (apart) {
                    for (int j = first; j < end; j++) {
                      cut[at + j] = whole[source + j * w];
                    }
                  } else {
                    for (int j = first; j < end; j++) {
                      whole[source + j * w] = cut[at + j];
                    }
                  }
                }
              }
            }
          });
    }
  }
}

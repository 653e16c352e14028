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

  /// Why a convolution cannot be taken apart, or null.
  static @Nullable String reasonToRefuse(ConvGeometry g) {
    int h = g.dilationHeight();
    int w = g.dilationWidth();
    boolean fits =
        g.inHeight() % h == 0
            && g.inWidth() % w == 0
            && g.padTop() % h == 0
            && g.padBottom() % h == 0
            && g.padLeft() % w == 0
            && g.padRight() % w == 0;
    if (!fits) {
      return "with a dilation, sizes and padding must be multiples of it";
    }
    return (long) g.inputs() + g.outputs() > LARGEST
        ? "with a dilation, images must have at most " + LARGEST + " numbers"
        : null;
  }

  /// The convolution of the parts.
  ConvGeometry parts() {
    int h = g.dilationHeight();
    int w = g.dilationWidth();
    return new ConvGeometry(
        g.batch() * h * w,
        g.inChannels(),
        g.inHeight() / h,
        g.inWidth() / w,
        g.outChannels(),
        g.kernelHeight(),
        g.kernelWidth(),
        1,
        1,
        g.padTop() / h,
        g.padLeft() / w,
        g.padBottom() / h,
        g.padRight() / w,
        1,
        1,
        g.groups());
  }

  /// Room for numbers.
  static View room(int count) {
    return View.of(new FloatStorage(new float[count]), count);
  }

  /// The parts of images with `channels` channels.
  View apart(View images, int channels, int height, int width) {
    View parts = room(images.count());
    move(images, parts, channels, height, width, /* apart= */ true);
    return parts;
  }

  /// Puts parts together again.
  void together(View parts, View images, int channels, int height, int width) {
    move(images, parts, channels, height, width, /* apart= */ false);
  }

  private void move(View images, View parts, int channels, int height, int width, boolean apart) {
    int h = g.dilationHeight();
    int w = g.dilationWidth();
    int line = width / w;
    int plane = height / h * line;
    float[] whole = images.floats();
    float[] cut = parts.floats();
    Parallel.ranges(
        g.batch() * channels,
        Math.max(1, Parallel.MINIMUM_WORK / (height * width + 1)),
        (from, to) -> {
          for (int c = from; c < to; c++) {
            int image = c / channels;
            for (int i = 0; i < height; i++) {
              int row = images.offset() + (c * height + i) * width;
              for (int b = 0; b < w; b++) {
                int part = ((image * h + i % h) * w + b) * channels + c % channels;
                int at = parts.offset() + part * plane + i / h * line;
                if (apart) {
                  for (int j = 0; j < line; j++) {
                    cut[at + j] = whole[row + b + j * w];
                  }
                } else {
                  for (int j = 0; j < line; j++) {
                    whole[row + b + j * w] = cut[at + j];
                  }
                }
              }
            }
          }
        });
  }
}

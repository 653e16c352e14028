package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;

/// The pixels that a 1×1 kernel with a stride sees, of images `[batch, height, width, channels]`. Copied side by side
/// they are images of which it sees every pixel.
///
/// @param g the convolution
record SparsePixels(ConvGeometry g) {
  /// Whether a 1×1 kernel sees none but pixels of the images, so that [#seen] has the same results.
  static boolean areSeen(ConvGeometry g) {
    boolean bare = (g.padTop() | g.padLeft() | g.padBottom() | g.padRight()) == 0;
    return g.kernelHeight() * g.kernelWidth() == 1 && bare;
  }

  /// The convolution of those pixels only.
  ConvGeometry seen() {
    return new ConvGeometry(
        g.batch(),
        g.inChannels(),
        g.outHeight(),
        g.outWidth(),
        g.outChannels(),
        1,
        1,
        1,
        1,
        0,
        0,
        0,
        0,
        g.dilationHeight(),
        g.dilationWidth(),
        g.groups());
  }

  /// Room for those pixels.
  View room(DType dtype) {
    int numbers = seen().inputs();
    return View.of(Storage.allocate(dtype, numbers), numbers);
  }

  /// Those pixels of the images `x`.
  View gather(View x) {
    View some = room(x.dtype());
    each((at, among) -> copy(x, at, some, among));
    return some;
  }

  /// Images with `some` where they are seen, and zeros elsewhere.
  void scatter(View some, View images) {
    Parts.clear(images, 0, g.inputs());
    each((at, among) -> copy(some, among, images, at));
  }

  private void copy(View from, int f, View to, int t) {
    to.storage().copyFrom(from.storage(), from.offset() + f, to.offset() + t, g.inChannels());
  }

  /// What is done with a pixel that is seen: where it lies in the images, and where among those that are.
  private interface Pixel {
    void accept(int at, int among);
  }

  private void each(Pixel visit) {
    int channels = g.inChannels();
    Parallel.ranges(
        g.batch() * g.outHeight(),
        Math.max(1, Parallel.MINIMUM_WORK / (g.outWidth() * channels + 1)),
        (from, to) -> {
          for (int r = from; r < to; r++) {
            int row = r / g.outHeight() * g.inHeight() + r % g.outHeight() * g.strideHeight();
            for (int j = 0; j < g.outWidth(); j++) {
              int pixel = row * g.inWidth() + j * g.strideWidth();
              visit.accept(pixel * channels, (r * g.outWidth() + j) * channels);
            }
          }
        });
  }
}

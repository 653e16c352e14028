package octavo.kernel.conv;

/// A convolution of stride 1 with a dilation as several without: the pixels of the output whose row
/// and column leave the same remainders modulo the dilation read only pixels of the input that do so
/// too, so that each image falls into `dilationHeight·dilationWidth` parts that are convolved by
/// themselves. Nothing is rearranged: line `i` of a part is a row of the image. Without a dilation the image
/// is the one part, and no time goes into divisions: these are asked for each row of tiles.
///
/// @param g the convolution
record DilatedImages(ConvGeometry g) {
  /// Parts of one image.
  int parts() {
    return g.dilationHeight() * g.dilationWidth();
  }

  /// Rows of the output of the largest part.
  int rows() {
    return Math.ceilDiv(g.outHeight(), g.dilationHeight());
  }

  /// Columns of the output of the largest part.
  int columns() {
    return Math.ceilDiv(g.outWidth(), g.dilationWidth());
  }

  /// The image of a part, counted through all images.
  int image(int part) {
    return parts() == 1 ? part : part / parts();
  }

  /// The first row of the output that belongs to a part, counted through all images.
  int row(int part) {
    return parts() == 1 ? 0 : part / g.dilationWidth() % g.dilationHeight();
  }

  /// The first column of the output that belongs to a part, counted through all images.
  int column(int part) {
    return parts() == 1 ? 0 : part % g.dilationWidth();
  }

  /// How many of the lines `first`, `first + apart`, … come before line `end`; those before line 0
  /// count too.
  static int lines(int first, int apart, int end) {
    return apart == 1 ? end - first : Math.ceilDiv(end - first, apart);
  }
}

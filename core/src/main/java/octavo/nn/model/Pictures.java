package octavo.nn.model;

import octavo.tensor.Tensor;

/// What the networks for pictures ask of their input.
final class Pictures {
  private Pictures() {}

  /// Checks that `x` holds color pictures of at least `least` rows and columns.
  static void require(String network, Tensor x, int least) {
    if (x.rank() != 4 || x.size(1) != 3) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, 3, height, width], but is %s.%s"
              .formatted(
                  network, x.shape(), x.rank() == 3 ? " Add a batch with unsqueeze(0)." : ""));
    }
    if (x.size(2) < least || x.size(3) < least) {
      throw new IllegalArgumentException(
          "%s: pictures must have at least %d rows and columns, but the input is %s. Use larger pictures."
              .formatted(network, least, x.shape()));
    }
  }

  /// Checks that `x` holds pictures whose rows and columns are multiples of `step`.
  static void requireMultiples(String network, Tensor x, int step) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, channels, height, width], but is %s.%s"
              .formatted(
                  network, x.shape(), x.rank() == 3 ? " Add a batch with unsqueeze(0)." : ""));
    }
    if (x.size(2) < step || x.size(2) % step != 0 || x.size(3) < step || x.size(3) % step != 0) {
      throw new IllegalArgumentException(
          "%s: height and width must be multiples of %d, but the input is %s. Pad it first."
              .formatted(network, step, x.shape()));
    }
  }
}

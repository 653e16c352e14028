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
}

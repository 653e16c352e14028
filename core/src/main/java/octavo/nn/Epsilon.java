package octavo.nn;

/// What the norms check of what they add inside the root.
final class Epsilon {
  private Epsilon() {}

  static void require(String layer, double epsilon) {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(
          layer + ": epsilon must not be negative, but is " + epsilon + ".");
    }
  }
}

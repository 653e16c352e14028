package octavo.kernel.random;

/// What drawing with a probability asks for.
public final class Probability {
  private Probability() {}

  /// Checks a probability, before random numbers are drawn for it.
  ///
  /// @param operation the name in the message
  /// @param what the probability in words
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static void require(String operation, String what, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "%s: %s must be in [0, 1], but is %s.".formatted(operation, what, p));
    }
  }
}

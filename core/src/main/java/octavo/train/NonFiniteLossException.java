package octavo.train;

/// Training stopped because the loss, or the network itself, is no number any more.
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// The loss of a step is not finite.
  ///
  /// @param step the step, from 1
  /// @param loss the loss
  /// @param where the first parameter or result that is not finite
  public NonFiniteLossException(long step, double loss, String where) {
    super(
        "train: the loss must be finite, but is %s in step %d; first not finite: %s. Try a smaller learning rate, or clip gradients."
            .formatted(loss, step, where));
  }

  /// A step left a network that is no number any more, although its loss was.
  ///
  /// @param step the step, from 1
  /// @param name the first parameter or buffer that is not finite
  NonFiniteLossException(long step, String name) {
    super(
        "train: the network must be finite, but '%s' is not after step %d; the last checkpoint, if there is one, is from before that. Try a smaller learning rate, or clip gradients."
            .formatted(name, step));
  }
}

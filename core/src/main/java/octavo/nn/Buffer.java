package octavo.nn;

import octavo.storage.View;
import octavo.tensor.Tensor;

/// Numbers of a layer that change but are not learned, such as running statistics. They are saved
/// with the parameters.
public final class Buffer {
  private final Tensor value;

  private Buffer(Tensor value) {
    this.value = value;
  }

  /// A buffer that begins with a copy of these numbers.
  public static Buffer of(Tensor initial) {
    return new Buffer(initial.stopGradient().copy());
  }

  /// The current numbers. The tensor shows later updates too; `copy()` keeps a snapshot.
  public Tensor tensor() {
    return value;
  }

  /// Replaces the numbers.
  ///
  /// @throws IllegalArgumentException if the shape differs
  public void set(Tensor numbers) {
    overwrite(value, numbers, "a buffer " + value.shape());
  }

  static void overwrite(Tensor target, Tensor numbers, String what) {
    if (!numbers.shape().equals(target.shape())) {
      throw new IllegalArgumentException(
          "set: %s must keep its shape %s, but the new numbers have shape %s."
              .formatted(what, target.shape(), numbers.shape()));
    }
    View from = numbers.stopGradient().to(target.dtype()).contiguous().view();
    View to = target.view();
    to.storage().copyFrom(from.storage(), from.offset(), to.offset(), to.count());
    to.storage().touch();
  }
}

package octavo.autograd;

import java.util.function.Supplier;
import octavo.storage.DType;

/// A variable: where the graph begins and a gradient is delivered.
public final class Leaf extends Node {
  private final Supplier<String> label;

  /// A leaf of type `dtype`, called `label` in messages.
  ///
  /// @throws IllegalArgumentException if `dtype` is not a floating type
  public Leaf(Supplier<String> label, DType dtype) {
    if (!dtype.isFloating()) {
      throw new IllegalArgumentException(
          "tracked: only floating types have gradients, but the type is "
              + dtype
              + ". Convert first: x.to(DType.FLOAT32).tracked().");
    }
    this.label = label;
  }

  @Override
  public String label() {
    return label.get();
  }
}

package octavo.inference;

import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A tensor of a [Program]. Two values are the same only if they are one object.
final class Value {
  private final View layout;
  private final @Nullable Tensor constant;

  private Value(View layout, @Nullable Tensor constant) {
    this.layout = layout;
    this.constant = constant;
  }

  /// A tensor that an operation fills: row-major.
  static Value filled(DType dtype, Shape shape) {
    return new Value(View.of(Storage.allocate(dtype, 0), shape.toArray()), null);
  }

  /// A tensor that shows the numbers of another.
  static Value shown(View layout) {
    return new Value(layout, null);
  }

  static Value constant(Tensor tensor) {
    return new Value(tensor.view(), tensor);
  }

  /// Where the elements lie, relative to the first one's storage; of a value that is no constant
  /// there are no numbers in it.
  View layout() {
    return layout;
  }

  Shape shape() {
    return Shape.of(layout.sizes());
  }

  DType dtype() {
    return layout.dtype();
  }

  /// The numbers, if they are known now.
  @Nullable Tensor constant() {
    return constant;
  }

  /// Whether the numbers lie in row-major order from the start of a storage.
  boolean isPlain() {
    return layout.isContiguous() && layout.offset() == 0;
  }

  boolean sameKind(Value other) {
    return dtype() == other.dtype() && shape().equals(other.shape());
  }
}

package octavo.tensor;

import java.util.Objects;
import octavo.autograd.Differentiable;
import octavo.autograd.Gradients;
import octavo.autograd.Leaf;
import octavo.autograd.Node;
import octavo.autograd.TraceNode;
import octavo.storage.DType;
import octavo.storage.PassMemory;
import octavo.storage.Storage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// An immutable n-dimensional array of numbers.
///
/// A tensor is a value: no method changes it, views share its numbers safely and any thread may
/// read it. There is nothing to close. A tensor that is *tracked* also remembers the operation that
/// made it, so that gradients can be taken ([#tracked()], [#gradients()]); results of operations on
/// a tracked tensor are tracked in turn.
///
/// The one exception to immutability is a tensor read from a parameter: it shows the parameter's
/// current numbers. Keep a snapshot with [#copy()].
public final class Tensor
    implements Differentiable,
        ArithmeticMethods,
        FunctionMethods,
        ActivationMethods,
        LogicMethods,
        ReductionMethods,
        ShapeMethods,
        IndexingMethods,
        LinearAlgebraMethods,
        ConvolutionMethods,
        SoftmaxMethods,
        SpecialMethods,
        AttentionMethods,
        ResizeMethods,
        NormalizationMethods,
        DropoutMethods,
        PoolingMethods,
        RegionPoolingMethods,
        ReadingMethods {
  private final Shape shape;
  private final View view;
  private final @Nullable Node node;

  private Tensor(Shape shape, View view, @Nullable Node node) {
    this.shape = shape;
    this.view = view;
    this.node = node;
  }

  /// A tensor over the numbers that `view` shows, without a copy.
  public static Tensor over(View view) {
    return new Tensor(Shape.wrap(view.sizes()), view, null);
  }

  /// A tensor over a row-major storage, without a copy.
  ///
  /// @throws IllegalArgumentException if the storage is shorter than the shape asks for
  public static Tensor over(Shape shape, Storage storage) {
    if (storage.length() - storage.first() < shape.elements()) {
      throw new IllegalArgumentException(
          "Tensor: shape "
              + shape
              + " needs "
              + shape.elements()
              + " elements, but the storage has "
              + (storage.length() - storage.first())
              + ".");
    }
    int[] sizes = shape.sizes();
    return new Tensor(shape, new View(storage, storage.first(), sizes, View.rowMajor(sizes)), null);
  }

  /// A fresh tensor for an operation to fill; its numbers are 0 until then.
  public static Tensor allocate(DType dtype, Shape shape) {
    return over(shape, PassMemory.zeros(dtype, shape.elements()));
  }

  /// A fresh tensor for an operation that writes every element; until then its numbers are
  /// arbitrary. Cheaper than [#allocate] where the memory was used before.
  public static Tensor toFill(DType dtype, Shape shape) {
    return over(shape, PassMemory.toFill(dtype, shape.elements()));
  }

  // Creation: the names users look for first; the rest is in [Tensors].

  /// A scalar of type float32.
  public static Tensor scalar(double value) {
    return Tensors.full(Shape.SCALAR, value);
  }

  /// A vector of type float32. The array is used as it is, not copied: do not change it afterwards.
  public static Tensor of(float... values) {
    return Tensors.of(values, values.length);
  }

  /// A float32 tensor over `values` in row-major order. The array is used as it is, not copied.
  ///
  /// @throws IllegalArgumentException if the number of values is not that of the shape
  public static Tensor of(float[] values, int... shape) {
    return Tensors.of(values, shape);
  }

  /// A float32 tensor of zeros.
  public static Tensor zeros(int... shape) {
    return allocate(DType.FLOAT32, Shape.of(shape));
  }

  /// A float32 tensor of ones.
  public static Tensor ones(int... shape) {
    return Tensors.full(Shape.of(shape), 1);
  }

  /// The sizes of the axes.
  public Shape shape() {
    return shape;
  }

  /// The number of axes.
  public int rank() {
    return shape.rank();
  }

  /// The number of elements.
  public int elements() {
    return shape.elements();
  }

  /// The size of one axis; a negative axis counts from the end.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  public int size(int axis) {
    return shape.size(axis);
  }

  /// The element type.
  public DType dtype() {
    return view.dtype();
  }

  /// The numbers, as kernels see them. For operations; nothing may be written through it except by
  /// the operation that makes this tensor.
  ///
  /// @throws IllegalStateException if this tensor is traced ([octavo.autograd.Trace])
  public View view() {
    if (node instanceof TraceNode traced) {
      throw traced.reading();
    }
    return view;
  }

  /// Whether the numbers lie one after the other in row-major order.
  boolean isContiguous() {
    return view.isContiguous();
  }

  /// How this tensor was computed, or null if it is neither tracked nor traced.
  public @Nullable Node node() {
    return node;
  }

  /// Whether operations on this tensor are recorded for gradients.
  public boolean isTracked() {
    return node != null && !(node instanceof TraceNode);
  }

  /// This tensor as a variable to take gradients with respect to: the same numbers, tracked from
  /// here. A tensor that is tracked already is returned as it is.
  ///
  /// @throws IllegalArgumentException if the element type is not a floating type
  /// @throws IllegalStateException if this tensor is traced ([octavo.autograd.Trace])
  @Override
  public Tensor tracked() {
    if (node instanceof TraceNode traced) {
      throw traced.tracking();
    }
    return node != null ? this : withNode(new Leaf(() -> "a tracked tensor " + shape, dtype()));
  }

  /// The same numbers, not tracked: a constant for every gradient. The field calls it *stop
  /// gradient* or *detach*.
  public Tensor stopGradient() {
    return isTracked() ? withoutHistory() : this;
  }

  /// The same numbers, neither tracked nor traced. For the engine.
  public Tensor withoutHistory() {
    return node == null ? this : new Tensor(shape, view, null);
  }

  /// The same numbers with another history. For the engine.
  public Tensor withNode(Node history) {
    return new Tensor(shape, view, Objects.requireNonNull(history));
  }

  /// The gradients of this scalar with respect to every tracked leaf it was computed from.
  ///
  /// @throws IllegalArgumentException if this is not a single number
  /// @throws IllegalStateException if this is not tracked, or a parameter has changed since
  public Gradients gradients() {
    return Gradients.compute(this);
  }

  @Override
  public Tensor self() {
    return this;
  }

  /// Whether `other` is a tensor of the same type and shape with equal numbers; NaN equals NaN and
  /// 0.0 equals -0.0.
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Tensor tensor && TensorEquality.equal(this, tensor));
  }

  @Override
  public int hashCode() {
    return TensorEquality.hash(this);
  }

  /// The numbers as NumPy prints them, with shape and type; long tensors are summarized.
  @Override
  public String toString() {
    return node instanceof TraceNode traced ? traced.label() : TensorPrinter.print(this);
  }
}

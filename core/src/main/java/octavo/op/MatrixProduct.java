package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.conv.Epilogue;
import octavo.kernel.gemm.Matrix;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Products of the matrices in the last two axes, the axes before them broadcast: `y = a·b`, `da =
/// dy·bᵀ`, `db = aᵀ·dy`.
public record MatrixProduct() implements BinaryOp {
  @Override
  public String name() {
    return "matmul";
  }

  /// Checks the sizes of two operands that have one axis or more; a vector is a row on the left and
  /// a column on the right.
  ///
  /// @throws IllegalArgumentException if the axes that are summed over differ, or those before the
  ///     last two do not broadcast
  public static void requireInner(Shape a, Shape b) {
    int inner = a.size(-1);
    int other = b.size(b.rank() == 1 ? 0 : -2);
    if (inner != other) {
      String hint = b.rank() > 1 && inner == b.size(-1) ? " Did you mean right.transpose()?" : "";
      throw new IllegalArgumentException(
          "matmul: inner sizes must match, but left is %s and right is %s (%d ≠ %d).%s"
              .formatted(a, b, inner, other, hint));
    }
    if (a.rank() > 2 && b.rank() > 2 && !batch(a).broadcastsWith(batch(b))) {
      throw new IllegalArgumentException(
          "matmul: axes before the last two must be equal or broadcast, but left is %s and right is %s."
              .formatted(a, b));
    }
  }

  @Override
  public Shape outputShape(Shape a, Shape b) {
    requireInner(a, b);
    Shape batch = Shape.broadcast("matmul", batch(a), batch(b));
    return batch.with(batch.rank(), a.size(-2)).with(batch.rank() + 1, b.size(-1));
  }

  private static Shape batch(Shape shape) {
    return shape.without(shape.rank() - 1).without(shape.rank() - 2);
  }

  @Override
  public void forward(Tensor a, Tensor b, Tensor y) {
    if (a.rank() == 2 && b.rank() == 2) {
      Kernels.GEMM.multiply(
          matrix(a.to(y.dtype()).view()),
          matrix(b.to(y.dtype()).view()),
          matrix(y.view()),
          false,
          null);
      return;
    }
    Shape batch = batch(y.shape());
    View left = batched(a.to(y.dtype()), batch);
    View right = batched(b.to(y.dtype()), batch);
    Kernels.GEMM.multiplyBatch(
        batch.elements(),
        matrix(left),
        left.stride(0),
        matrix(right),
        right.stride(0),
        matrix(y.view()),
        y.size(-2) * y.size(-1),
        Epilogue.NONE);
  }

  /// `x` as `[batch, rows, columns]`, by one step from matrix to matrix.
  private static View batched(Tensor x, Shape batch) {
    int rows = x.size(-2);
    int columns = x.size(-1);
    if (batch(x.shape()).elements() == 1) {
      return x.reshape(rows, columns).expandTo(Shape.of(batch.elements(), rows, columns)).view();
    }
    Shape full = batch.with(batch.rank(), rows).with(batch.rank() + 1, columns);
    Tensor expanded = x.expandTo(full);
    return expanded.rank() == 3
        ? expanded.view()
        : expanded.reshape(batch.elements(), rows, columns).view();
  }

  private static Matrix matrix(View v) {
    int rows = v.rank() - 2;
    int columns = v.rank() - 1;
    return new Matrix(
        v.storage(), v.offset(), v.size(rows), v.size(columns), v.stride(rows), v.stride(columns));
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return apply(at.dy(), at.x(1).transpose());
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return apply(at.x(0).transpose(), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

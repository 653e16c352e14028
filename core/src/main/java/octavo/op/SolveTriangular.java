package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The `y` with `a·y = b` for triangular matrices in the last two axes, the axes before them broadcast. Backward:
/// `db = a⁻ᵀ·dy`, and `da` is the triangle of `-db·yᵀ`.
///
/// @param lower whether the lower triangle of `a` is read, else the upper one
public record SolveTriangular(boolean lower) implements BinaryOp {
  @Override
  public String name() {
    return lower ? "solveLower" : "solveUpper";
  }

  @Override
  public Shape outputShape(Shape a, Shape b) {
    boolean square = a.rank() >= 2 && a.size(-1) == a.size(-2);
    if (!square || b.rank() < 2 || b.size(-2) != a.size(-1)) {
      throw new IllegalArgumentException(
          "%s: a square matrix and a right side of as many rows are needed, but they are %s and %s."
              .formatted(name(), a, b));
    }
    Shape batch = Shape.broadcast(name(), batch(a), batch(b));
    return of(batch, b.size(-2), b.size(-1));
  }

  private static Shape batch(Shape shape) {
    return shape.without(-1).without(-1);
  }

  private static Shape of(Shape batch, int rows, int columns) {
    return batch.with(batch.rank(), rows).with(batch.rank() + 1, columns);
  }

  @Override
  public void forward(Tensor a, Tensor b, Tensor y) {
    Shape batch = batch(y.shape());
    Tensor matrices = a.to(y.dtype()).expandTo(of(batch, a.size(-2), a.size(-1)));
    Tensor sides = b.to(y.dtype()).expandTo(y.shape());
    if (y.elements() > 0) {
      Kernels.FACTOR.solve(
          lower, Cholesky.matrices(matrices), Cholesky.matrices(sides), Cholesky.matrices(y));
    }
  }

  private Tensor transposed(Backward at) {
    return new SolveTriangular(!lower).apply(at.x(0).transpose(), at.dy());
  }

  @Override
  public Tensor leftGradient(Backward at) {
    Tensor full = transposed(at).matmul(at.y().transpose()).negate();
    return full.multiply(lower ? Triangle.lower(full, 1) : Triangle.upper(full));
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return transposed(at);
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}

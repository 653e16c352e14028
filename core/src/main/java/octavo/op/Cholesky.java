package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Cholesky's factor: the lower triangular `L` with positive diagonal and `L·Lᵀ = x`, of symmetric matrices in the
/// last two axes. Backward (Murray, 2016): `dx = ½(S + Sᵀ)` with `S = L⁻ᵀ·Φ(Lᵀ·dL)·L⁻¹`, where `Φ` takes the
/// lower triangle and halves its diagonal.
public record Cholesky() implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    if (x.rank() < 2 || x.size(-1) != x.size(-2)) {
      throw new IllegalArgumentException(
          "cholesky: square matrices are needed in the last two axes, but the shape is " + x + ".");
    }
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    int failed = Kernels.FACTOR.cholesky(matrices(x), matrices(y));
    if (failed >= 0) {
      throw new IllegalArgumentException(
          "cholesky: every matrix must be positive definite, but number %d of %s is not. Add a small number to its diagonal."
              .formatted(failed, x.shape()));
    }
  }

  /// The matrices one after the other, `[batch, rows, columns]`.
  static View matrices(Tensor x) {
    int rows = x.size(-2);
    int columns = x.size(-1);
    int batch = rows * columns == 0 ? 0 : x.elements() / (rows * columns);
    return x.contiguous().reshape(batch, rows, columns).view();
  }

  @Override
  public Tensor gradient(Backward at) {
    Tensor l = at.y();
    Tensor upper = l.transpose();
    Tensor inner = upper.matmul(at.dy());
    Tensor half = inner.multiply(Triangle.lower(inner, 0.5));
    // L⁻ᵀ from the left, then from the right as its transpose
    Tensor left = upper.solveUpper(half);
    Tensor both = upper.solveUpper(left.transpose());
    return both.add(both.transpose()).multiply(0.5);
  }

  @Override
  public Saves saves() {
    return Saves.OUTPUTS;
  }
}

package octavo.tensor;

import octavo.autograd.Engine;
import octavo.op.Cholesky;
import octavo.op.Gemm;
import octavo.op.LinearMap;
import octavo.op.MatrixProduct;
import octavo.op.SolveTriangular;
import org.jspecify.annotations.Nullable;

/// Products of vectors and matrices.
public sealed interface LinearAlgebraMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// The matrix product. Vectors are taken as a row on the left and as a column on the right, and
  /// that axis is dropped again; axes before the last two are broadcast (NumPy's `matmul`).
  ///
  /// @throws IllegalArgumentException if an operand is a scalar, or inner sizes differ
  default Tensor matmul(Tensor other) {
    Tensor a = self();
    Tensor b = other;
    if (a.rank() == 0 || b.rank() == 0) {
      throw new IllegalArgumentException(
          "matmul: operands must have at least one axis, but left is %s and right is %s. Use multiply for scalars."
              .formatted(a.shape(), b.shape()));
    }
    Tensors.computable("matmul", a);
    Tensors.computable("matmul", b);
    MatrixProduct.requireInner(a.shape(), b.shape());
    boolean row = a.rank() == 1;
    boolean column = b.rank() == 1;
    Tensor left = row ? a.unsqueeze(0) : a;
    Tensor right = column ? b.unsqueeze(1) : b;
    Tensor y;
    if (left.rank() > 2
        && right.rank() == 2) { // one product of all rows instead of many small ones
      Shape shape = left.shape().withSize(left.rank() - 1, right.size(1));
      if (left.elements() > 0) {
        y =
            Engine.apply(new MatrixProduct(), left.reshape(-1, left.size(-1)), right)
                .reshape(shape);
      } else {
        y = Engine.apply(new MatrixProduct(), left, right);
      }
    } else {
      y = Engine.apply(new MatrixProduct(), left, right);
    }
    Tensor withoutColumn = column ? y.squeeze(-1) : y;
    return row ? withoutColumn.squeeze(column ? -1 : -2) : withoutColumn;
  }

  /// `activation(alpha·op(a)·op(b))` of matrices in the last two axes, the axes before them broadcast; `a` is this
  /// tensor, `op` the transpose or nothing. With [GemmOptions#DEFAULT] it is [#matmul].
  ///
  /// @throws IllegalArgumentException if an operand is a vector or a scalar, the sizes do not fit,
  ///     `beta` is not 0, or the algorithm does not compute this
  default Tensor gemm(Tensor b, GemmOptions options) {
    Gemm.requireFit(self(), b, null, options);
    return Engine.apply(new Gemm(options), self(), b);
  }

  /// `activation(alpha·op(a)·op(b) + beta·c)` of matrices in the last two axes, the axes before them broadcast;
  /// `a` is this tensor, `op` the transpose or nothing. `c` has the shape of the result, or one that
  /// broadcasts to it, such as a row to be added to each row. It is not changed.
  ///
  /// @throws IllegalArgumentException if an operand is a vector or a scalar, the sizes do not fit, or
  ///     the algorithm does not compute this
  default Tensor gemm(Tensor b, Tensor c, GemmOptions options) {
    Gemm.requireFit(self(), b, c, options);
    return Engine.apply(new Gemm(options), self(), b, c);
  }

  /// The sum of products of two vectors.
  ///
  /// @throws IllegalArgumentException if they are no vectors of one length
  default Tensor dot(Tensor other) {
    if (self().rank() != 1 || !self().shape().equals(other.shape())) {
      throw new IllegalArgumentException(
          "dot: two vectors of one length are needed, but they are %s and %s."
              .formatted(self().shape(), other.shape()));
    }
    Tensors.computable("dot", self());
    return matmul(Tensors.computable("dot", other));
  }

  /// All products of an element of this vector with one of `other`: a matrix.
  ///
  /// @throws IllegalArgumentException if they are no vectors
  default Tensor outer(Tensor other) {
    if (self().rank() != 1 || other.rank() != 1) {
      throw new IllegalArgumentException(
          "outer: two vectors are needed, but they are %s and %s."
              .formatted(self().shape(), other.shape()));
    }
    Tensors.computable("outer", self());
    return self().unsqueeze(1).multiply(Tensors.computable("outer", other).unsqueeze(0));
  }

  /// `x·weightᵀ + bias` over the last axis: `x [..., in]`, `weight [out, in]`, `bias [out]` or
  /// null.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor linear(Tensor weight, @Nullable Tensor bias) {
    Tensor x = self();
    if (x.rank() == 0) {
      throw new IllegalArgumentException(
          "linear: the input must have at least one axis, but is a scalar.");
    }
    LinearMap.requireFit(x, weight, bias);
    Tensor rows = x.rank() == 2 ? x : x.reshape(Shape.of(Reshaping.leading(x.shape()), x.size(-1)));
    Tensor y =
        bias == null
            ? Engine.apply(new LinearMap(), rows, weight)
            : Engine.apply(new LinearMap(), rows, weight, bias);
    return x.rank() == 2 ? y : y.reshape(x.shape().withSize(x.rank() - 1, weight.size(0)));
  }

  /// The lower triangular matrix `L` with positive diagonal and `L·Lᵀ = x`, for symmetric positive definite matrices
  /// in the last two axes. The lower triangle of `x` alone is read; the gradient is symmetric.
  ///
  /// @throws IllegalArgumentException if the matrices are not square, or one is not positive definite
  default Tensor cholesky() {
    return new Cholesky().apply(Tensors.real("cholesky", self()));
  }

  /// The `y` with `x·y = b` for lower triangular matrices `x [..., n, n]`, whose upper triangle is not read, and
  /// `b [..., n, k]`; the axes before the last two broadcast. A diagonal with a zero gives infinities or NaN.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor solveLower(Tensor b) {
    return new SolveTriangular(true)
        .apply(Tensors.real("solveLower", self()), Tensors.real("solveLower", b));
  }

  /// The `y` with `x·y = b` for upper triangular matrices `x [..., n, n]`, whose lower triangle is not read, and
  /// `b [..., n, k]`; the axes before the last two broadcast. A diagonal with a zero gives infinities or NaN.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor solveUpper(Tensor b) {
    return new SolveTriangular(false)
        .apply(Tensors.real("solveUpper", self()), Tensors.real("solveUpper", b));
  }
}

package octavo.tensor;

import java.util.List;
import octavo.storage.DType;

/// Matrices that cannot be factored or solved.
final class FactorErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor EYE = Tensors.eye(2);
  private static final Tensor HALF = Tensors.eye(2).to(DType.BFLOAT16);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "cholesky square",
              X::cholesky,
              "cholesky: square matrices are needed in the last two axes, but the shape is [2, 3]."),
          new ErrorCase(
              "cholesky vector",
              () -> Tensor.ones(4).cholesky(),
              "cholesky: square matrices are needed in the last two axes, but the shape is [4]."),
          new ErrorCase(
              "cholesky definite",
              () -> Tensors.stack(0, EYE, EYE.negate()).cholesky(),
              "cholesky: every matrix must be positive definite, but number 1 of [2, 2, 2] is not. Add a small number to its diagonal."),
          new ErrorCase(
              "cholesky bfloat16",
              HALF::cholesky,
              "cholesky: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "solveLower square",
              () -> X.solveLower(X),
              "solveLower: a square matrix and a right side of as many rows are needed, but they are [2, 3] and [2, 3]."),
          new ErrorCase(
              "solveLower vector",
              () -> EYE.solveLower(Tensor.ones(2)),
              "solveLower: a square matrix and a right side of as many rows are needed, but they are [2, 2] and [2]."),
          new ErrorCase(
              "solveLower bfloat16",
              () -> EYE.solveLower(HALF),
              "solveLower: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "solveUpper rows",
              () -> EYE.solveUpper(Tensor.ones(3, 2)),
              "solveUpper: a square matrix and a right side of as many rows are needed, but they are [2, 2] and [3, 2]."),
          new ErrorCase(
              "solveUpper batch",
              () -> EYE.expandTo(Shape.of(3, 2, 2)).solveUpper(Tensor.ones(4, 2, 2)),
              "solveUpper: shapes must be equal or broadcast, but left is [3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "solveUpper bfloat16",
              () -> HALF.solveUpper(EYE),
              "solveUpper: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."));

  private FactorErrors() {}
}

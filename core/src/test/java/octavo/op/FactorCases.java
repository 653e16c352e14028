package octavo.op;

import static octavo.op.OperationCase.of;

import java.util.List;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Factorizations of matrices and triangular systems.
final class FactorCases {
  private FactorCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  /// `x·xᵀ + 2`, symmetric and positive definite.
  private static Tensor definite(Tensor x) {
    return x.matmul(x.transpose()).add(twice(x));
  }

  private static Tensor twice(Tensor like) {
    return Tensors.eye(like.size(-1)).to(like.dtype()).multiply(2);
  }

  static List<OperationCase> all() {
    return List.of(
        of("cholesky", x -> definite(x[0]).cholesky(), s(3, 3)),
        of("cholesky of one number", x -> definite(x[0]).cholesky(), s(1, 1)),
        of("cholesky of a batch", x -> definite(x[0]).cholesky(), s(2, 1, 4, 4)),
        of("solveLower", x -> x[0].add(twice(x[0])).solveLower(x[1]), s(3, 3), s(3, 2)),
        of("solveLower of a batch", x -> definite(x[0]).solveLower(x[1]), s(2, 3, 3), s(3, 1)),
        of("solveUpper", x -> x[0].add(twice(x[0])).solveUpper(x[1]), s(3, 3), s(3, 2)),
        of("solveUpper of sides", x -> definite(x[0]).solveUpper(x[1]), s(2, 2), s(4, 2, 3)));
  }
}

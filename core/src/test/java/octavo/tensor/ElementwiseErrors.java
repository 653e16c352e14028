package octavo.tensor;

import java.util.List;
import octavo.storage.DType;

/// Operands that do not broadcast, and types without arithmetic.
final class ElementwiseErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor INDICES = Tensors.of(new long[] {1, 5}, 2);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "add shapes",
              () -> X.add(V),
              "add: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "subtract shapes",
              () -> X.subtract(V),
              "subtract: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "multiply shapes",
              () -> X.multiply(V),
              "multiply: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "divide shapes",
              () -> X.divide(V),
              "divide: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "power shapes",
              () -> X.power(V),
              "power: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "minimum shapes",
              () -> X.minimum(V),
              "minimum: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "maximum shapes",
              () -> X.maximum(V),
              "maximum: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "atan2 shapes",
              () -> X.atan2(V),
              "atan2: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "remainder shapes",
              () -> X.remainder(V),
              "remainder: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "equalTo shapes",
              () -> X.equalTo(V),
              "equalTo: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "notEqualTo shapes",
              () -> X.notEqualTo(V),
              "notEqualTo: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "less shapes",
              () -> X.less(V),
              "less: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "lessEqual shapes",
              () -> X.lessEqual(V),
              "lessEqual: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "greater shapes",
              () -> X.greater(V),
              "greater: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "greaterEqual shapes",
              () -> X.greaterEqual(V),
              "greaterEqual: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "logicalAnd shapes",
              () -> X.logicalAnd(V),
              "logicalAnd: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "logicalOr shapes",
              () -> X.logicalOr(V),
              "logicalOr: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "logicalXor shapes",
              () -> X.logicalXor(V),
              "logicalXor: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "where shapes",
              () -> Tensors.where(X.greater(0), X, V),
              "where: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "where type",
              () -> Tensors.where(X, X, X),
              "where: the condition must be bool, but is float32. Compare first, for example x.greater(0)."),
          new ErrorCase(
              "clamp",
              () -> X.clamp(2, 1),
              "clamp: low must not exceed high, but low is 2.0 and high is 1.0."),
          new ErrorCase(
              "clamp NaN",
              () -> X.clamp(Double.NaN, 1),
              "clamp: low must not exceed high, but low is NaN and high is 1.0."),
          new ErrorCase(
              "polygamma", () -> X.polygamma(4), "polygamma: order must be from 0 to 3, but is 4."),
          new ErrorCase(
              "add bfloat16",
              () -> HALF.add(1),
              "add: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "exp bfloat16",
              () -> HALF.exp(),
              "exp: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "tracked integers",
              () -> INDICES.tracked(),
              "tracked: only floating types have gradients, but the type is int64. Convert first: x.to(DType.FLOAT32).tracked()."));

  private ElementwiseErrors() {}
}

package octavo.tensor;

import java.util.List;
import octavo.storage.DType;

/// Axes that do not exist, and reductions of nothing.
final class ReductionErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor EMPTY = Tensor.ones(0, 3);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "sum axis",
              () -> X.sum(2),
              "sum: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "sum twice",
              () -> X.sum(0, -2),
              "sum: axes must be distinct, but axis 0 is named twice in [0, -2]."),
          new ErrorCase(
              "sum kept axis",
              () -> X.sum(Axes.keep(-3)),
              "sum: axis must be in [-2, 1], but is -3 for shape [2, 3]."),
          new ErrorCase(
              "mean axis",
              () -> X.mean(2),
              "mean: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "product axis",
              () -> X.product(2),
              "product: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "min axis",
              () -> X.min(2),
              "min: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "max axis",
              () -> X.max(2),
              "max: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "min of nothing",
              () -> EMPTY.min(),
              "min: no elements have no extremum, but axis 0 of shape [0, 3] is empty."),
          new ErrorCase(
              "max of nothing",
              () -> EMPTY.max(0),
              "max: no elements have no extremum, but axis 0 of shape [0, 3] is empty."),
          new ErrorCase(
              "sumOfSquares axis",
              () -> X.sumOfSquares(2),
              "sumOfSquares: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "sumOfAbsolutes axis",
              () -> X.sumOfAbsolutes(2),
              "sumOfAbsolutes: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "any axis",
              () -> X.any(2),
              "any: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "all axis",
              () -> X.all(2),
              "all: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "norm axis",
              () -> X.norm(2),
              "norm: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "populationVariance axis",
              () -> X.populationVariance(2),
              "populationVariance: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "sampleVariance axis",
              () -> X.sampleVariance(2),
              "sampleVariance: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "populationDeviation axis",
              () -> X.populationDeviation(2),
              "populationDeviation: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "sampleDeviation axis",
              () -> X.sampleDeviation(2),
              "sampleDeviation: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "logSumExp axis",
              () -> X.logSumExp(2),
              "logSumExp: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "argMax axis",
              () -> X.argMax(2),
              "argMax: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "argMax of nothing",
              () -> EMPTY.argMax(0),
              "argMax: no elements have no extremum, but axis 0 of [0, 3] is empty."),
          new ErrorCase(
              "argMin axis",
              () -> X.argMin(-3),
              "argMin: axis must be in [-2, 1], but is -3 for shape [2, 3]."),
          new ErrorCase(
              "argMin of nothing",
              () -> EMPTY.argMin(0),
              "argMin: no elements have no extremum, but axis 0 of [0, 3] is empty."),
          new ErrorCase(
              "cumulativeSum axis",
              () -> X.cumulativeSum(2),
              "cumulativeSum: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "sum of a scalar's axis",
              () -> Tensor.scalar(1).sum(0),
              "sum: axis 0 does not exist, a scalar has no axes."),
          new ErrorCase(
              "sum of bfloat16",
              () -> HALF.sum(),
              "sum: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "argMax of bfloat16",
              () -> HALF.argMax(0),
              "argMax: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "cumulativeSum of bfloat16",
              () -> HALF.cumulativeSum(0),
              "cumulativeSum: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "logSumExp of bfloat16",
              () -> HALF.logSumExp(),
              "logSumExp: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."));

  private ReductionErrors() {}
}

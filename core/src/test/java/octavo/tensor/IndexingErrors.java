package octavo.tensor;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.index;
import static octavo.tensor.Index.rest;

import java.util.List;
import octavo.storage.DType;

/// Indices and index tensors that do not fit.
final class IndexingErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor INDICES = Tensors.of(new long[] {1, 5}, 2);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "at too many",
              () -> X.at(all(), all(), all()),
              "at: at most 2 axes can be indexed, but 3 are for shape [2, 3]."),
          new ErrorCase(
              "at index",
              () -> X.at(index(2)),
              "at: index must be in [-2, 1], but is 2 for axis 0 of [2, 3]."),
          new ErrorCase(
              "at negative index",
              () -> X.at(all(), index(-4)),
              "at: index must be in [-3, 2], but is -4 for axis 1 of [2, 3]."),
          new ErrorCase(
              "at two rests",
              () -> X.at(rest(), index(0), rest()),
              "at: rest() must stand at most once, but stands 2 times."),
          new ErrorCase(
              "indexSelect axis",
              () -> X.indexSelect(2, INDICES),
              "indexSelect: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "indexSelect range",
              () -> X.indexSelect(0, INDICES),
              "indexSelect: indices must be in [0, 1], but element 1 is 5."),
          new ErrorCase(
              "indexSelect type",
              () -> X.indexSelect(0, V),
              "indexSelect: indices must be int64, but are float32. Convert first: x.to(DType.INT64)."),
          new ErrorCase(
              "indexSelect matrix",
              () -> X.indexSelect(0, INDICES.reshape(1, 2)),
              "indexSelect: the indices must be a vector, but have shape [1, 2]."),
          new ErrorCase(
              "indexAdd axis",
              () -> X.indexAdd(2, INDICES, 3),
              "indexAdd: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "indexAdd range",
              () -> X.indexAdd(0, INDICES, 2),
              "indexAdd: indices must be in [0, 1], but element 1 is 5."),
          new ErrorCase(
              "indexAdd count",
              () -> X.indexAdd(1, INDICES, 3),
              "indexAdd: one index per slice is needed, but the indices are [2] and axis 1 of the input [2, 3]."),
          new ErrorCase(
              "indexAdd type",
              () -> X.indexAdd(0, Tensor.of(0, 1), 2),
              "indexAdd: indices must be int64, but are float32. Convert first: x.to(DType.INT64)."),
          new ErrorCase(
              "indexAdd size",
              () -> X.indexAdd(0, INDICES, -1),
              "indexAdd: size must not be negative, but is -1."),
          new ErrorCase(
              "gather axis",
              () -> X.gather(2, INDICES),
              "gather: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "gather rank",
              () -> X.gather(0, INDICES),
              "gather: the indices must have the input's shape except along axis 0, but the indices are [2] and the input is [2, 3]."),
          new ErrorCase(
              "gather range",
              () -> X.gather(0, INDICES.reshape(1, 2).expand(3, 2).transpose()),
              "gather: indices must be in [0, 1], but element 3 is 5."),
          new ErrorCase(
              "gather type",
              () -> X.gather(0, X),
              "gather: indices must be int64, but are float32. Convert first: x.to(DType.INT64)."),
          new ErrorCase(
              "scatterAdd axis",
              () -> X.scatterAdd(2, INDICES, 3),
              "scatterAdd: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "scatterAdd shape",
              () -> X.scatterAdd(0, INDICES, 3),
              "scatterAdd: one index per element is needed, but the indices are [2] and the input is [2, 3]."),
          new ErrorCase(
              "scatterAdd range",
              () -> X.scatterAdd(0, Tensors.full(DType.INT64, Shape.of(2, 3), 7), 3),
              "scatterAdd: indices must be in [0, 2], but element 0 is 7."),
          new ErrorCase(
              "scatterAdd type",
              () -> X.scatterAdd(0, X, 3),
              "scatterAdd: indices must be int64, but are float32. Convert first: x.to(DType.INT64)."),
          new ErrorCase(
              "scatterAdd size",
              () -> X.scatterAdd(0, Tensors.zeros(DType.INT64, 2, 3), -1),
              "scatterAdd: size must not be negative, but is -1."),
          new ErrorCase(
              "maskedFill type",
              () -> X.maskedFill(X, 1),
              "maskedFill: the condition must be bool, but is float32. Compare first, for example x.greater(0)."),
          new ErrorCase(
              "maskedFill shape",
              () -> X.maskedFill(Tensors.zeros(DType.BOOL, 4), 1),
              "maskedFill: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1."),
          new ErrorCase(
              "sort axis",
              () -> X.sort(2),
              "sort: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "sortDescending axis",
              () -> X.sortDescending(-3),
              "sortDescending: axis must be in [-2, 1], but is -3 for shape [2, 3]."),
          new ErrorCase(
              "sort bfloat16",
              () -> HALF.sort(0),
              "sort: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "topK count",
              () -> X.topK(4, 1),
              "topK: k must be in [0, 3], the size of axis 1, but is 4."),
          new ErrorCase(
              "topK axis",
              () -> X.topK(1, 2),
              "topK: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "item",
              () -> X.item(),
              "item: the tensor must hold a single number, but has shape [2, 3]."),
          new ErrorCase(
              "get count",
              () -> X.get(1),
              "get: one index for each axis is needed, but they are [1] for shape [2, 3]."),
          new ErrorCase(
              "get index",
              () -> X.get(2, 0),
              "get: index must be in [-2, 1], but is 2 for axis 0 of [2, 3]."),
          new ErrorCase(
              "get negative",
              () -> X.get(0, -4),
              "get: index must be in [-3, 2], but is -4 for axis 1 of [2, 3]."),
          new ErrorCase(
              "at second index",
              () -> X.at(index(0), index(5)),
              "at: index must be in [-3, 2], but is 5 for axis 1 of [2, 3]."),
          new ErrorCase(
              "at after a new axis",
              () -> X.at(Index.newAxis(), index(5)),
              "at: index must be in [-2, 1], but is 5 for axis 0 of [2, 3]."),
          new ErrorCase(
              "at after the rest",
              () -> X.at(rest(), Index.newAxis(), index(5)),
              "at: index must be in [-3, 2], but is 5 for axis 1 of [2, 3]."),
          new ErrorCase(
              "at of a scalar",
              () -> Tensor.scalar(1).at(all()),
              "at: at most 0 axes can be indexed, but 1 are for shape []."),
          new ErrorCase(
              "indexSelect of nothing",
              () -> Tensor.ones(0).indexSelect(0, INDICES),
              "indexSelect: an empty axis has no indices, but element 0 is 1."),
          new ErrorCase(
              "indexAdd bfloat16",
              () -> HALF.indexAdd(0, INDICES, 6),
              "indexAdd: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "scatterAdd bfloat16",
              () -> HALF.scatterAdd(0, INDICES, 6),
              "scatterAdd: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "sortDescending bfloat16",
              () -> HALF.sortDescending(0),
              "sortDescending: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "topK bfloat16",
              () -> HALF.topK(1, 0),
              "topK: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "topK negative",
              () -> X.topK(-1, 1),
              "topK: k must be in [0, 3], the size of axis 1, but is -1."),
          new ErrorCase(
              "gather negative",
              () -> X.gather(0, Tensors.full(DType.INT64, Shape.of(1, 3), -1)),
              "gather: indices must be in [0, 1], but element 0 is -1."),
          new ErrorCase(
              "item of nothing",
              () -> Tensor.zeros(0).item(),
              "item: the tensor must hold a single number, but has shape [0]."));

  private IndexingErrors() {}
}

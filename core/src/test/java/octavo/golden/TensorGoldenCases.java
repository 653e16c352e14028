package octavo.golden;

import static octavo.golden.GoldenCase.of;
import static octavo.golden.GoldenCase.several;
import static octavo.tensor.Index.from;
import static octavo.tensor.Index.index;

import java.util.List;
import octavo.storage.DType;
import octavo.tensor.IndexingMethods.Sorted;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Products, and what moves numbers about.
final class TensorGoldenCases {
  private TensorGoldenCases() {}

  static List<GoldenCase> products() {
    return List.of(
        of("matmul", 7, x -> x[0].matmul(x[1])),
        of("matmulVectors", 7, x -> x[0].matmul(x[1])),
        of("matmulMatrixVector", 7, x -> x[0].matmul(x[1])),
        of("matmulVectorMatrix", 7, x -> x[0].matmul(x[1])),
        of("matmulBatched", 5, x -> x[0].matmul(x[1])),
        of("matmulBroadcast", 12, x -> x[0].matmul(x[1])),
        of("matmulRows", 6, x -> x[0].matmul(x[1])),
        of("matmulTransposed", 20, x -> x[0].transpose().matmul(x[1].transpose())),
        of("outer", 4, x -> x[0].outer(x[1])),
        of("dot", 9, x -> x[0].dot(x[1])),
        of("einsumMatmul", 8, x -> Tensors.einsum("bij,bjk->ik", x[0], x[1])),
        of("einsumDiagonal", x -> Tensors.einsum("ii->i", x[0])),
        of("einsumAttention", 5, x -> Tensors.einsum("bqhd,bkhd->bhqk", x[0], x[1])),
        of("einsumThree", 12, x -> Tensors.einsum("i,ij,j->", x[0], x[1], x[2])),
        of("linear", 6, x -> x[0].linear(x[1], x[2])),
        of("linearWithoutBias", 5, x -> x[0].linear(x[1], null)));
  }

  private static Tensor[] both(Sorted sorted) {
    return new Tensor[] {sorted.values(), sorted.indices()};
  }

  static List<GoldenCase> indexing() {
    return List.of(
        of("concat", x -> Tensors.concat(1, x[0], x[1])),
        of("stack", x -> Tensors.stack(1, x[0], x[1])),
        several("split", 1, x -> x[0].split(1, 2)),
        several("chunk", 1, x -> x[0].chunk(0, 3)),
        of("gather", 2, x -> x[0].gather(0, x[1])),
        of("scatterAdd", 2, x -> x[0].scatterAdd(0, x[1], 4)),
        of("indexSelect", 2, x -> x[0].indexSelect(0, x[1])),
        of("indexAdd", 2, x -> x[0].indexAdd(0, x[1], 4)),
        several("sort", 1, x -> both(x[0].sort(1))),
        several("sortDescending", 1, x -> both(x[0].sortDescending(0))),
        several("topK", 1, x -> both(x[0].topK(3, 1))),
        of("oneHot", x -> Tensors.oneHot(x[0], 4).to(DType.INT64)),
        of("maskedFill", x -> x[0].maskedFill(x[1], -2.5)),
        of("permute", x -> x[0].permute(2, 0, 1)),
        of("expand", 8, x -> x[0].expand(2, 3, 4)),
        of("flip", x -> x[0].flip(0, 1)),
        of("pad", x -> x[0].pad(1, 1, 2, 0.5)),
        of("unfold", 2, x -> x[0].unfold(0, 3, 2)),
        of("slice", x -> x[0].at(from(1).by(2), index(-1))),
        of("repeat", 3, x -> x[0].repeat(0, 3)),
        of("narrow", x -> x[0].narrow(1, 1, 2)));
  }
}

package octavo.tensor;

import java.util.List;
import octavo.storage.DType;

/// Factors that do not fit.
final class ProductErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "matmul inner",
              () -> X.matmul(X),
              "matmul: inner sizes must match, but left is [2, 3] and right is [2, 3] (3 ≠ 2). Did you mean right.transpose()?"),
          new ErrorCase(
              "matmul vector",
              () -> X.matmul(V),
              "matmul: inner sizes must match, but left is [2, 3] and right is [4] (3 ≠ 4)."),
          new ErrorCase(
              "matmul scalar",
              () -> X.matmul(Tensor.scalar(2)),
              "matmul: operands must have at least one axis, but left is [2, 3] and right is []. Use multiply for scalars."),
          new ErrorCase(
              "matmul batch",
              () -> Tensor.ones(2, 3, 4).matmul(Tensor.ones(3, 4, 5)),
              "matmul: axes before the last two must be equal or broadcast, but left is [2, 3, 4] and right is [3, 4, 5]."),
          new ErrorCase(
              "matmul bfloat16",
              () -> HALF.matmul(V),
              "matmul: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "dot length",
              () -> V.dot(Tensor.ones(5)),
              "dot: two vectors of one length are needed, but they are [4] and [5]."),
          new ErrorCase(
              "dot matrix",
              () -> X.dot(X),
              "dot: two vectors of one length are needed, but they are [2, 3] and [2, 3]."),
          new ErrorCase(
              "outer",
              () -> V.outer(X),
              "outer: two vectors are needed, but they are [4] and [2, 3]."),
          new ErrorCase(
              "linear inner",
              () -> X.linear(X.transpose(), null),
              "linear: the last axis of the input must have the weight's input size, but the input is [2, 3] and the weight [out, in] is [3, 2]."),
          new ErrorCase(
              "linear scalar",
              () -> Tensor.scalar(1).linear(X, null),
              "linear: the input must have at least one axis, but is a scalar."),
          new ErrorCase(
              "linear weight",
              () -> X.linear(V, null),
              "linear: the last axis of the input must have the weight's input size, but the input is [2, 3] and the weight [out, in] is [4]."),
          new ErrorCase(
              "linear bias",
              () -> X.linear(X, V),
              "linear: the bias must have one number per output, but the bias is [4] and the weight [out, in] is [2, 3]."),
          new ErrorCase(
              "einsum operands",
              () -> Tensors.einsum("ij,jk->ik", X),
              "einsum: 2 operands are named in \"ij,jk->ik\", but the operands are [[2, 3]]."),
          new ErrorCase(
              "einsum axes",
              () -> Tensors.einsum("ijk->i", X),
              "einsum: 'ijk' does not name the axes of operand 0 in \"ijk->i\", but the operands are [[2, 3]]."),
          new ErrorCase(
              "einsum result",
              () -> Tensors.einsum("ij->k", X),
              "einsum: 'k' of the result is repeated or unknown in \"ij->k\", but the operands are [[2, 3]]."),
          new ErrorCase(
              "einsum sizes",
              () -> Tensors.einsum("ij,jk->ik", X, X),
              "einsum: 'j' has two different sizes in \"ij,jk->ik\", but the operands are [[2, 3], [2, 3]]."),
          new ErrorCase(
              "einsum repeated",
              () -> Tensors.einsum("ij->ii", X),
              "einsum: 'i' of the result is repeated or unknown in \"ij->ii\", but the operands are [[2, 3]]."),
          new ErrorCase(
              "einsum diagonal",
              () -> Tensors.einsum("ii->i", X),
              "einsum: 'i' has two different sizes in \"ii->i\", but the operands are [[2, 3]]."),
          new ErrorCase(
              "matmul vector left",
              () -> V.matmul(X),
              "matmul: inner sizes must match, but left is [4] and right is [2, 3] (4 ≠ 2)."),
          new ErrorCase(
              "matmul bfloat16 right",
              () -> V.matmul(HALF),
              "matmul: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "dot bfloat16",
              () -> V.dot(HALF),
              "dot: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "outer bfloat16",
              () -> V.outer(HALF),
              "outer: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "linear images",
              () -> Tensor.ones(2, 2, 3).linear(Tensor.ones(5, 4), null),
              "linear: the last axis of the input must have the weight's input size, but the input is [2, 2, 3] and the weight [out, in] is [5, 4]."),
          new ErrorCase(
              "linear bfloat16",
              () -> HALF.linear(Tensor.ones(2, 4), null),
              "linear: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "linear bfloat16 weight",
              () -> V.linear(HALF.reshape(1, 4), null),
              "linear: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "linear bfloat16 bias",
              () -> V.linear(Tensor.ones(4, 4), HALF),
              "linear: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "einsum bfloat16",
              () -> Tensors.einsum("i->", HALF),
              "einsum: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "einsum no operands",
              () -> Tensors.einsum("->"),
              "einsum: 1 operands are named in \"->\", but the operands are []."),
          new ErrorCase(
              "einsum two arrows",
              () -> Tensors.einsum("ij->i->j", X),
              "einsum: '-' of the result is repeated or unknown in \"ij->i->j\", but the operands are [[2, 3]]."));

  private ProductErrors() {}
}

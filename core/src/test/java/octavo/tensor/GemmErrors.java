package octavo.tensor;

import java.util.List;
import octavo.storage.DType;

/// What general products and the rungs of the ladder refuse.
final class GemmErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor HALF = Tensor.ones(3, 4).to(DType.BFLOAT16);
  private static final Tensor DOUBLES = Tensor.ones(3, 4).to(DType.FLOAT64);
  private static final Tensor IMAGE = Tensor.ones(2, 4, 8, 8);
  private static final Tensor KERNEL = Tensor.ones(3, 4, 3, 3);
  private static final GemmOptions PLAIN = GemmOptions.DEFAULT;

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "gemm(Tensor,GemmOptions) inner",
              () -> X.gemm(X, PLAIN),
              "gemm: inner sizes must match, but left is [2, 3] and right is [2, 3] (3 ≠ 2). Did you mean withTransposeRight(true)?"),
          new ErrorCase(
              "gemm(Tensor,GemmOptions) transposed",
              () -> X.gemm(X.transpose(), PLAIN.withTransposeRight(true)),
              "gemm: inner sizes must match, but left is [2, 3] and right is [3, 2] transposed (3 ≠ 2). Did you mean withTransposeRight(false)?"),
          new ErrorCase(
              "gemm(Tensor,GemmOptions) both transposed",
              () -> X.gemm(Tensor.ones(5, 4), PLAIN.withTransposeLeft(true)),
              "gemm: inner sizes must match, but left is [2, 3] transposed and right is [5, 4] (2 ≠ 5)."),
          new ErrorCase(
              "gemm(Tensor,GemmOptions) vector",
              () -> X.gemm(V, PLAIN),
              "gemm: operands must be matrices or batches of them, but left is [2, 3] and right is [4]. Use matmul for vectors."),
          new ErrorCase(
              "gemm(Tensor,GemmOptions) batch",
              () -> Tensor.ones(2, 3, 4).gemm(Tensor.ones(3, 4, 5), PLAIN),
              "gemm: axes before the last two must be equal or broadcast, but left is [2, 3, 4] and right is [3, 4, 5]."),
          new ErrorCase(
              "gemm(Tensor,GemmOptions) beta",
              () -> X.gemm(X, PLAIN.withTransposeRight(true).withBeta(1)),
              "gemm: beta must be 0 where there is no c, but is 1.0. Call gemm(b, c, options)."),
          new ErrorCase(
              "gemm(Tensor,GemmOptions) bfloat16",
              () -> X.gemm(HALF, PLAIN),
              "gemm: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "gemm(Tensor,GemmOptions) float64",
              () -> X.gemm(DOUBLES, PLAIN.withAlgorithm(GemmAlgorithm.TILED)),
              "gemm: the algorithm must compute this type, but tiled computes float32 and the operands are float64. Use the algorithm auto."),
          new ErrorCase(
              "gemm(Tensor,Tensor,GemmOptions) c",
              () -> X.gemm(X, Tensor.ones(3, 2), PLAIN.withTransposeRight(true)),
              "gemm: c must have the shape of the result or broadcast to it, but c is [3, 2] and the result [2, 2]."),
          new ErrorCase(
              "gemm(Tensor,Tensor,GemmOptions) larger c",
              () -> X.gemm(X, Tensor.ones(5, 2, 2), PLAIN.withTransposeRight(true)),
              "gemm: c must have the shape of the result or broadcast to it, but c is [5, 2, 2] and the result [2, 2]."),
          new ErrorCase(
              "gemm(Tensor,Tensor,GemmOptions) bfloat16",
              () -> X.gemm(X.transpose(), HALF, PLAIN),
              "gemm: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "Rung.gemm",
              () -> Rung.TILED.gemm(X, X),
              "gemm: inner sizes must match, but left is [2, 3] and right is [2, 3] (3 ≠ 2). Did you mean withTransposeRight(true)?"),
          new ErrorCase(
              "Rung.conv2d",
              () -> Rung.TILED.conv2d(IMAGE, KERNEL, V, ConvOptions.DEFAULT),
              "conv2d: the bias must have one number per output channel, but is [4] for weight [3, 4, 3, 3]."),
          new ErrorCase(
              "Rung.conv2d algorithm",
              () ->
                  Rung.NAIVE.conv2d(
                      IMAGE,
                      KERNEL,
                      null,
                      ConvOptions.DEFAULT.withAlgorithm(ConvAlgorithm.WINOGRAD_4X4)),
              "conv2d: the rung is the algorithm, but the options pin winograd-4x4. Use options with the algorithm auto."),
          new ErrorCase(
              "Rung.conv2d float64",
              () -> Rung.NAIVE.conv2d(IMAGE, KERNEL.to(DType.FLOAT64), null, ConvOptions.DEFAULT),
              "conv2d: the rungs compute float32, but the weight is float64. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "ConvolutionPlan.of",
              () -> ConvolutionPlan.of(IMAGE, V, ConvOptions.DEFAULT),
              "conv2d: the weight must be [out, in/groups, height, width], but is [4] for input [2, 4, 8, 8] and 1 group."));

  private GemmErrors() {}
}

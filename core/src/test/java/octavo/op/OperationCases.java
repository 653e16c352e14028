package octavo.op;

import static octavo.op.OperationCase.of;
import static octavo.op.OperationCase.within;
import static octavo.tensor.Index.from;
import static octavo.tensor.Index.index;
import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import octavo.autograd.Engine;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Border;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.GemmActivation;
import octavo.tensor.GemmOptions;
import octavo.tensor.Index;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Every operation of the library, called in the ways that matter.
final class OperationCases {
  private static final ConvOptions PLAIN = ConvOptions.DEFAULT;

  private OperationCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    functions(cases);
    arithmetic(cases);
    shapes(cases);
    reductions(cases);
    products(cases);
    indexing(cases);
    SoftmaxCases.addTo(cases);
    cases.addAll(AttentionCases.all());
    windows(cases);
    normalizations(cases);
    cases.addAll(NormalizationCases.all());
    customRules(cases);
    ActivationCases.addTo(cases);
    UpsamplingCases.addTo(cases);
    cases.addAll(SmoothCases.all());
    cases.addAll(PoolingCases.all());
    cases.addAll(RecurrentCases.all());
    cases.addAll(SpecialCases.all());
    cases.addAll(FactorCases.all());
    return cases;
  }

  private static void functions(List<OperationCase> cases) {
    for (UnaryFunction f : UnaryFunction.values()) {
      cases.add(
          switch (f) {
            case SQRT, RSQRT, LOG, LOG2, LOG10, LGAMMA, DIGAMMA, TRIGAMMA, TETRAGAMMA, RECIPROCAL ->
                within(f.label(), 0.6, 3, x -> Elementwise.of(f, x[0]), s(2, 3));
            case PENTAGAMMA -> within(f.label(), 1, 3, x -> Elementwise.of(f, x[0]), s(2, 3));
            case ACOSH -> within(f.label(), 1.3, 3, x -> Elementwise.of(f, x[0]), s(2, 3));
            case ASIN, ACOS, ATANH, LOG1P ->
                within(f.label(), -0.8, 0.8, x -> Elementwise.of(f, x[0]), s(2, 3));
            case TAN -> within(f.label(), -1, 1, x -> Elementwise.of(f, x[0]), s(2, 3));
            default -> of(f.label(), 0.1, 1, x -> Elementwise.of(f, x[0]), s(2, 3));
          });
    }
    cases.add(of("clamp", x -> x[0].clamp(-0.4, 0.7), s(3, 4)));
    cases.add(of("affine", x -> x[0].affine(1.5, -2), s(3)));
    cases.add(of("polygamma", 3, 0.3, x -> x[0].polygamma(1), s(3)));
  }

  private static void arithmetic(List<OperationCase> cases) {
    cases.add(of("add", x -> x[0].add(x[1]), s(2, 3), s(3)));
    cases.add(of("subtract", x -> x[0].subtract(x[1]), s(2, 3), s(2, 1)));
    cases.add(of("multiply", x -> x[0].multiply(x[1]), s(1, 3), s(2, 1)));
    cases.add(of("multiply by itself", x -> x[0].multiply(x[0]), s(4)));
    cases.add(within("divide", 0.5, 2, x -> x[0].divide(x[1]), s(2, 3), s(3)));
    cases.add(within("power", 0.5, 2, x -> x[0].power(x[1]), s(2, 3), s(3)));
    cases.add(within("power by number", 0.5, 2, x -> x[0].power(2.5), s(2, 3)));
    cases.add(of("minimum", x -> x[0].minimum(x[1]), s(2, 3), s(2, 3)));
    cases.add(of("maximum", x -> x[0].maximum(x[1]), s(2, 3), s(3)));
    cases.add(within("atan2", 0.5, 2, x -> x[0].atan2(x[1]), s(2, 3), s(3)));
    cases.add(within("remainder", 2.1, 2.9, x -> x[0].remainder(x[1].multiply(0.4)), s(3), s(3)));
    cases.add(of("where", x -> Tensors.where(x[0].greater(0), x[0], x[1]), s(2, 3), s(3)));
    cases.add(of("norm", x -> x[0].norm(1), s(2, 3)));
    cases.add(
        of(
            "stop gradient",
            x -> x[0].multiply(x[0].square().stopGradient().sum().greater(-1).to(DType.FLOAT64)),
            s(3)));
  }

  private static void shapes(List<OperationCase> cases) {
    cases.add(of("reshape", x -> x[0].reshape(3, -1).square(), s(2, 3)));
    cases.add(of("transpose", x -> x[0].transpose().square(), s(2, 3)));
    cases.add(of("permute", x -> x[0].permute(2, 0, 1).square(), s(2, 3, 2)));
    cases.add(of("expand", x -> x[0].expand(2, 3, -1).square(), s(3, 1), s()));
    cases.add(of("slice", x -> x[0].at(from(1).by(2), index(-1)).square(), s(5, 3)));
    cases.add(of("flip", x -> x[0].flip(0).multiply(x[0]), s(4, 2)));
    cases.add(of("pad", x -> x[0].pad(1, 1, 2, 0.5).square(), s(2, 3)));
    for (Border border : Border.values()) {
      cases.add(
          of(
              "pad with " + border,
              x -> x[0].pad(1, 2, 1, border).pad(0, 0, 1, border).square(),
              s(2, 4)));
    }
    cases.add(of("squeeze", x -> x[0].squeeze(1).square(), s(2, 1, 3)));
    cases.add(of("unsqueeze", x -> x[0].unsqueeze(1).square(), s(2, 3)));
    cases.add(of("unfold", x -> x[0].unfold(0, 3, 2).square(), s(7, 2)));
    cases.add(of("concat", x -> Tensors.concat(1, x[0], x[1]).square(), s(2, 3), s(2, 1)));
    cases.add(of("stack", x -> Tensors.stack(0, x[0], x[1]).square(), s(2), s(2)));
    cases.add(of("repeat", x -> x[0].repeat(0, 3).square(), s(2, 2)));
    cases.add(of("copy", x -> x[0].copy().square(), s(2)));
    cases.add(of("sumTo", x -> x[0].sumTo(Shape.of(3, 1)).square(), s(2, 3, 2)));
  }

  private static void reductions(List<OperationCase> cases) {
    cases.add(of("sum", x -> x[0].sum(0, 2).square(), s(2, 3, 2)));
    cases.add(of("sum of all", x -> x[0].sum().square(), s(2, 3)));
    cases.add(of("mean", x -> x[0].mean(Axes.keep(1)).square(), s(2, 3)));
    cases.add(of("product", x -> x[0].product(1), s(2, 5)));
    cases.add(of("product with zeros", x -> x[0].multiply(x[1]).product(), s(3), s(1)));
    cases.add(of("max", x -> x[0].max(1).square(), s(3, 4)));
    cases.add(of("min", x -> x[0].min().square(), s(3, 4)));
    cases.add(of("sumOfSquares", x -> x[0].sumOfSquares(0), s(3, 4)));
    cases.add(of("sumOfAbsolutes", x -> x[0].sumOfAbsolutes(0).square(), s(3, 4)));
    cases.add(of("populationVariance", x -> x[0].populationVariance(1), s(3, 4)));
    cases.add(of("sampleVariance", x -> x[0].sampleVariance(0), s(3, 4)));
    cases.add(of("logSumExp", x -> x[0].logSumExp(0), s(3, 4)));
    cases.add(of("cumulativeSum", x -> x[0].cumulativeSum(0).square(), s(3, 4)));
  }

  private static void products(List<OperationCase> cases) {
    cases.add(of("matmul", x -> x[0].matmul(x[1]), s(2, 3), s(3, 4)));
    cases.add(of("matmul of vectors", x -> x[0].matmul(x[1]), s(3), s(3)));
    cases.add(of("matmul of matrix and vector", x -> x[0].matmul(x[1]), s(2, 3), s(3)));
    cases.add(of("matmul in batches", x -> x[0].matmul(x[1]), s(2, 1, 2, 3), s(3, 3, 2)));
    cases.add(of("matmul of transposed", x -> x[0].transpose().matmul(x[1]), s(3, 2), s(3, 2)));
    general(cases);
    cases.add(of("einsum", x -> Tensors.einsum("bij,bjk->ik", x[0], x[1]), s(2, 2, 3), s(2, 3, 2)));
    cases.add(of("einsum diagonal", x -> Tensors.einsum("ii->i", x[0]).square(), s(3, 3)));
    cases.add(of("outer", x -> x[0].outer(x[1]), s(2), s(3)));
    cases.add(of("linear", x -> x[0].linear(x[1], x[2]), s(2, 3), s(4, 3), s(4)));
    cases.add(of("linear without bias", x -> x[0].linear(x[1], null), s(2, 2, 3), s(4, 3)));
  }

  private static void general(List<OperationCase> cases) {
    GemmOptions scaled = GemmOptions.DEFAULT.withAlpha(1.5);
    GemmOptions left = scaled.withTransposeLeft(true).withBeta(-0.5);
    GemmOptions right = scaled.withTransposeRight(true);
    GemmOptions both = left.withTransposeRight(true).withBeta(1);
    cases.add(of("gemm", x -> x[0].gemm(x[1], scaled), s(2, 3), s(3, 4)));
    cases.add(
        of("gemm transposed left", x -> x[0].gemm(x[1], x[2], left), s(3, 2), s(3, 4), s(2, 4)));
    cases.add(of("gemm transposed right", x -> x[0].gemm(x[1], right), s(2, 3), s(4, 3)));
    cases.add(
        of("gemm in batches", x -> x[0].gemm(x[1], x[2], both), s(2, 3, 2), s(4, 3), s(2, 1, 4)));
    GemmOptions relu = both.withActivation(GemmActivation.RELU);
    cases.add(of("gemm and relu", x -> x[0].gemm(x[1], x[2], relu), s(3, 2), s(4, 3), s(4)));
    GemmOptions relu6 = scaled.withAlpha(4).withActivation(GemmActivation.RELU6);
    cases.add(of("gemm and relu6", x -> x[0].gemm(x[1], relu6), s(2, 3), s(3, 4)));
    cases.add(
        of(
            "gemm without c",
            x -> x[0].gemm(x[1], x[2], scaled.withBeta(0)).add(x[2]),
            s(2, 3),
            s(3, 4),
            s(4)));
  }

  private static void indexing(List<OperationCase> cases) {
    Tensor rows = Tensors.of(new long[] {2, 0, 2}, 3);
    Tensor places = Tensors.of(new long[] {1, 0, 1, 2, 0, 1}, 2, 3);
    cases.add(of("indexSelect", x -> x[0].indexSelect(0, rows).square(), s(3, 2)));
    cases.add(of("indexAdd", x -> x[0].indexAdd(0, rows, 4).square(), s(3, 2)));
    cases.add(of("gather", x -> x[0].gather(0, places).square(), s(3, 3)));
    cases.add(of("scatterAdd", x -> x[0].scatterAdd(0, places, 3).square(), s(2, 3)));
    cases.add(of("sort", x -> x[0].sort(1).values().square(), s(2, 4)));
    cases.add(of("topK", x -> x[0].topK(2, 1).values().square(), s(2, 4)));
    cases.add(of("at", x -> x[0].at(Index.all(), index(1)).square(), s(2, 3)));
  }

  private static void convolutions(List<OperationCase> cases) {
    ConvTransposeOptions up = ConvTransposeOptions.DEFAULT.withStride(2);
    ConvOptions last = PLAIN.withLayout(Layout.CHANNELS_LAST);
    ConvOptions half = PLAIN.withStride(2).withPadding(1).withGroups(2);
    cases.add(of("conv1d", x -> x[0].conv1d(x[1], x[2], half), s(2, 4, 5), s(2, 2, 3), s(2)));
    cases.add(
        of("conv3d", x -> x[0].conv3d(x[1], x[2], half), s(1, 2, 3, 4, 3), s(2, 1, 2, 3, 2), s(2)));
    cases.add(
        of(
            "conv2d channels last",
            x -> x[0].conv2d(x[1], x[2], last.withPadding(1)),
            s(2, 3, 4, 2),
            s(3, 2, 3, 2),
            s(3)));
    cases.add(
        of(
            "conv1d channels last",
            x -> x[0].conv1d(x[1], x[2], last),
            s(2, 5, 2),
            s(3, 2, 2),
            s(3)));
    cases.add(
        of(
            "convTranspose1d",
            x -> x[0].convTranspose1d(x[1], x[2], up.withOutputPadding(1)),
            s(2, 2, 3),
            s(2, 3, 2),
            s(3)));
    cases.add(
        of(
            "convTranspose2d",
            x -> x[0].convTranspose2d(x[1], x[2], up.withPadding(1).withGroups(2)),
            s(1, 4, 3, 2),
            s(4, 2, 3, 4),
            s(4)));
    cases.add(
        of(
            "convTranspose2d same",
            x -> x[0].convTranspose2d(x[1], null, up.withPadding(Padding.same())),
            s(1, 2, 3, 2),
            s(2, 1, 3, 1)));
    cases.add(
        of(
            "convTranspose3d",
            x -> x[0].convTranspose3d(x[1], x[2], up),
            s(1, 2, 2, 2, 2),
            s(2, 1, 2, 3, 2),
            s(1)));
  }

  private static void windows(List<OperationCase> cases) {
    cases.add(
        of("conv2d", x -> x[0].conv2d(x[1], x[2], PLAIN), s(2, 2, 4, 4), s(3, 2, 3, 3), s(3)));
    cases.add(
        of(
            "conv2d with options",
            x ->
                x[0].conv2d(
                    x[1],
                    null,
                    PLAIN
                        .withStride(2, 1)
                        .withPadding(Padding.of(1, 0, 2, 1))
                        .withDilation(1, 2)
                        .withGroups(2)),
            s(1, 4, 5, 4),
            s(2, 2, 3, 2)));
    cases.add(
        of(
            "conv2d same",
            x -> x[0].conv2d(x[1], null, PLAIN.withStride(2).withPadding(Padding.same())),
            s(1, 1, 5, 4),
            s(1, 1, 2, 3)));
    convolutions(cases);
    cases.add(of("maxPool2d", x -> x[0].maxPool2d(kernel(2)).square(), s(1, 2, 4, 4)));
    cases.add(
        of(
            "maxPool2d overlapping",
            x -> x[0].maxPool2d(kernel(3).withStride(2).withPadding(1)).square(),
            s(2, 1, 5, 5)));
    cases.add(of("avgPool2d", x -> x[0].avgPool2d(kernel(2)).square(), s(1, 2, 4, 4)));
    cases.add(
        of(
            "avgPool2d without padding",
            x ->
                x[0].avgPool2d(
                        kernel(3)
                            .withStride(2)
                            .withPadding(1)
                            .withCeilMode()
                            .withCountIncludePad(false))
                    .square(),
            s(1, 1, 6, 5)));
    cases.add(of("adaptiveAvgPool2d", x -> x[0].adaptiveAvgPool2d(3, 2).square(), s(2, 1, 5, 3)));
    cases.add(of("globalAvgPool of pictures", x -> x[0].globalAvgPool().square(), s(2, 2, 2, 3)));
  }

  private static void normalizations(List<OperationCase> cases) {
    cases.add(of("dropout", x -> x[0].dropout(0.4, Rng.of(3)).square(), s(3, 4)));
    cases.add(of("layerNorm", x -> x[0].layerNorm(x[1], x[2], 1e-5), s(3, 4), s(4), s(4)));
    cases.add(of("layerNorm alone", x -> x[0].layerNorm(1e-5), s(2, 3, 4)));
    cases.add(
        of(
            "batchNorm",
            x -> Engine.apply(new BatchNorm(1e-5), x[0], x[1], x[2]),
            s(3, 2, 2),
            s(2),
            s(2)));
    cases.add(of("batchNorm alone", x -> Engine.apply(new BatchNorm(1e-5), x[0]), s(4, 2, 1)));
    cases.add(
        of(
            "channelAffine",
            x -> Engine.apply(new ChannelAffine(), x[0], x[1], x[2]),
            s(2, 3, 2),
            s(3),
            s(3)));
  }

  private static void customRules(List<OperationCase> cases) {
    cases.add(
        of(
            "customGradient",
            x -> CustomGradient.of(t -> t.exp(), (t, dy) -> dy.multiply(t.exp())).apply(x[0]),
            s(3)));
    cases.add(of("checkpoint", x -> Checkpoint.of(t -> t.tanh().square(), x[0]), s(3)));
    cases.add(
        of(
            "checkpoint with parameter",
            x -> Checkpoint.of(t -> t.multiply(x[1]).tanh(), x[0].square(), x[1]),
            s(3),
            s(3)));
  }
}

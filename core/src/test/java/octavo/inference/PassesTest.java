package octavo.inference;

import static octavo.inference.Programs.normal;
import static octavo.inference.Programs.optimized;
import static octavo.inference.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import octavo.autograd.Engine;
import octavo.op.ChannelAffine;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.ConvOptions;
import octavo.tensor.Layout;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// What each pass rewrites, what it must leave alone, and that the numbers stay.
class PassesTest {
  private static final ConvOptions PADDED = ConvOptions.DEFAULT.withPadding(1);
  private static final Tensor X = normal(1, 2, 4, 6, 5);
  private static final Tensor W = normal(2, 4, 4, 3, 3);
  private static final Tensor B = normal(3, 4);
  private static final Tensor SCALE = normal(4, 4);
  private static final Tensor SHIFT = normal(5, 4);
  private static final String CONV = "conv2d [2, 4, 6, 5]";

  private static Tensor conv(Tensor x) {
    return x.conv2d(W, null, PADDED);
  }

  private static Tensor norm(Tensor x) {
    Tensor flat = x.reshape(x.size(0), x.size(1), -1);
    return Engine.apply(new ChannelAffine(), flat, SCALE, SHIFT).reshape(x.shape());
  }

  private static void check(UnaryOperator<Tensor> function, Tensor x, String... steps) {
    assertThat(optimized(function, x)).containsExactly(steps);
    Tensor expected = function.apply(x);
    Tensor found = run(function, x);
    assertThat(found.shape()).isEqualTo(expected.shape());
    double largest = expected.abs().max().item();
    assertThat(found.subtract(expected).abs().max().item())
        .isLessThanOrEqualTo(5e-6 * Math.max(1, largest));
  }

  // FoldScaling

  @Test
  void aNormGoesIntoTheConvolution() {
    check(x -> norm(conv(x)), X, CONV + " + bias");
    check(x -> norm(x.conv2d(W, B, PADDED)), X, CONV + " + bias");
  }

  @Test
  void sumsAndProductsWithConstantsGoIntoTheConvolution() {
    Tensor column = SCALE.reshape(4, 1, 1);
    check(x -> conv(x).multiply(column), X, CONV + " + bias");
    check(x -> column.add(conv(x)), X, CONV + " + bias");
    check(x -> conv(x).subtract(column), X, CONV + " + bias");
    check(x -> column.subtract(conv(x)), X, CONV + " + bias");
    check(x -> conv(x).divide(column), X, CONV + " + bias");
    check(x -> conv(x).affine(2, 3), X, CONV + " + bias");
    check(x -> conv(x).multiply(Tensor.scalar(3)).add(1), X, CONV + " + bias");
    check(x -> column.divide(conv(x)), X, CONV, "divide [2, 4, 6, 5]");
  }

  @Test
  void whatIsNoScalingOfChannelsStays() {
    Tensor row = normal(6, 5);
    check(x -> conv(x).multiply(row), X, CONV, "multiply [2, 4, 6, 5]");
    check(x -> conv(x).add(normal(7, 2, 1, 1, 1)), X, CONV, "add [2, 4, 6, 5]");
    check(
        x -> norm(conv(x).relu()),
        X,
        CONV + " + relu",
        "reshape [2, 4, 30]",
        "channelAffine [2, 4, 30]",
        "reshape [2, 4, 6, 5]");
  }

  @Test
  void aConvolutionThatTwoReadIsNotScaled() {
    UnaryOperator<Tensor> f =
        x -> {
          Tensor y = conv(x);
          return y.sigmoid().multiply(norm(y));
        };
    assertThat(optimized(f, X)).hasSize(6).first().isEqualTo(CONV);
    assertThat(run(f, X).allClose(f.apply(X), 1e-5, 1e-5)).isTrue();
  }

  @Test
  void groupsVolumesSequencesAndLinearMapsAreFoldedToo() {
    Tensor deep = normal(8, 4, 1, 3, 3);
    ConvOptions groups = PADDED.withGroups(4);
    check(x -> norm(x.conv2d(deep, B, groups)), X, CONV + " + bias");
    Tensor volume = normal(9, 4, 4, 2, 2, 2);
    check(
        x -> norm(x.conv3d(volume, null, ConvOptions.DEFAULT)).relu(),
        normal(10, 2, 4, 3, 4, 5),
        "conv3d [2, 4, 2, 3, 4] + bias + relu");
    Tensor sequence = normal(11, 4, 4, 3);
    check(
        x -> norm(x.conv1d(sequence, null, ConvOptions.DEFAULT)).relu(),
        normal(12, 2, 4, 9),
        "reshape [2, 4, 1, 9]",
        "conv2d [2, 4, 1, 7] + bias + relu",
        "reshape [2, 4, 7]");
    Tensor matrix = normal(13, 4, 6);
    check(x -> norm(x.linear(matrix, B)).relu(), normal(14, 3, 6), "linear [3, 4] + bias + relu");
    check(x -> x.linear(matrix, null).multiply(SCALE), normal(14, 3, 6), "linear [3, 4] + bias");
  }

  @Test
  void doublesAreFoldedToo() {
    check(
        x -> x.conv2d(W.to(DType.FLOAT64), null, PADDED).multiply(2).relu(),
        X.to(DType.FLOAT64),
        CONV + " + bias + relu");
  }

  @Test
  void channelsLastAndMixedTypesStay() {
    ConvOptions last = PADDED.withLayout(Layout.CHANNELS_LAST);
    check(
        x -> x.conv2d(W, null, last).multiply(SCALE),
        normal(15, 2, 6, 5, 4),
        "conv2d [2, 6, 5, 4]",
        "multiply [2, 6, 5, 4]");
    check(x -> x.conv2d(W.to(DType.FLOAT64), null, PADDED).relu(), X, CONV, "relu [2, 4, 6, 5]");
  }

  @Test
  void computedWeightsStay() {
    UnaryOperator<Tensor> f = x -> X.conv2d(W.multiply(x.sum()), null, PADDED).relu();
    assertThat(optimized(f, X)).contains(CONV, "relu [2, 4, 6, 5]");
  }

  // FuseResidual

  @Test
  void aSumIsTakenByTheConvolution() {
    check(x -> conv(x).add(x), X, CONV + " + residual");
    check(x -> x.add(norm(conv(x))), X, CONV + " + bias + residual");
    check(x -> x.add(norm(conv(x))).relu(), X, CONV + " + bias + residual + relu");
  }

  @Test
  void theLaterOfTwoConvolutionsTakesTheSum() {
    check(x -> conv(x).add(conv(x).relu()), X, CONV + " + relu", CONV + " + residual");
    check(x -> conv(x).relu().add(conv(x)), X, CONV + " + relu", CONV + " + residual");
    check(
        x -> norm(conv(x)).add(norm(conv(x))).relu(),
        X,
        CONV + " + bias",
        CONV + " + bias + residual + relu");
  }

  @Test
  void theConvolutionWaitsForTheOtherBranch() {
    check(
        x -> {
          Tensor early = conv(x);
          return early.add(x.sigmoid());
        },
        X,
        "sigmoid [2, 4, 6, 5]",
        CONV + " + residual");
  }

  @Test
  void whatMustNotBeFusedIsNot() {
    check(
        x -> {
          Tensor y = conv(x);
          return y.add(y);
        },
        X,
        CONV,
        "add [2, 4, 6, 5]");
    check(
        x -> {
          Tensor y = conv(x);
          return y.add(y.sigmoid());
        },
        X,
        CONV,
        "sigmoid [2, 4, 6, 5]",
        "add [2, 4, 6, 5]");
    check(x -> conv(x).relu().add(x), X, CONV + " + relu", "add [2, 4, 6, 5]");
    check(x -> conv(x).add(x).add(x), X, CONV + " + residual", "add [2, 4, 6, 5]");
    check(x -> conv(x).add(x.sum(Axes.keep(2))), X, CONV, "sum [2, 4, 1, 5]", "add [2, 4, 6, 5]");
  }

  @Test
  void aResidualOutOfOrderIsNotFused() {
    Tensor square = normal(16, 2, 4, 5, 5);
    check(
        x -> conv(x).add(x.transpose()),
        square,
        "conv2d [2, 4, 5, 5]",
        "permute [2, 4, 5, 5]",
        "add [2, 4, 5, 5]");
  }

  // FuseActivation

  @Test
  void activationsAreBounds() {
    check(x -> conv(x).relu(), X, CONV + " + relu");
    check(x -> conv(x).clamp(0, 6), X, CONV + " + clamp(0.0, 6.0)");
    check(x -> conv(x).relu6(), X, CONV + " + clamp(0.0, 6.0)");
    check(x -> conv(x).relu().clamp(-1, 0.5), X, CONV + " + clamp(0.0, 0.5)");
    check(x -> conv(x).flatten(1).relu(), X, CONV + " + relu", "reshape [2, 120]");
    check(x -> conv(x).sigmoid(), X, CONV, "sigmoid [2, 4, 6, 5]");
  }

  @Test
  void anActivationThatIsNotTheOnlyReaderStays() {
    check(
        x -> {
          Tensor y = conv(x);
          return y.relu().multiply(y);
        },
        X,
        CONV,
        "relu [2, 4, 6, 5]",
        "multiply [2, 4, 6, 5]");
  }

  // DropIdentities

  @Test
  void identitiesGo() {
    check(x -> x.copy().exp(), X, "exp [2, 4, 6, 5]");
    check(x -> x.reshape(8, 30).reshape(2, 120).exp(), X, "reshape [2, 120]", "exp [2, 120]");
    check(x -> x.reshape(8, 30).reshape(2, 4, 6, 5).exp(), X, "exp [2, 4, 6, 5]");
    check(x -> x.multiply(1).exp(), X, "exp [2, 4, 6, 5]");
    check(x -> x.permute(0, 1, 2, 3).exp(), X, "exp [2, 4, 6, 5]");
    check(x -> x.unsqueeze(0).squeeze(0).exp(), X, "exp [2, 4, 6, 5]");
    check(
        x -> x.clamp(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY).exp(),
        X,
        "exp [2, 4, 6, 5]");
    check(x -> x.dropout(0, Rng.of(1)).exp(), X, "exp [2, 4, 6, 5]");
  }

  @Test
  void whatRearrangesStays() {
    check(
        x -> x.transpose().copy().exp(),
        X,
        "permute [2, 4, 5, 6]",
        "copy [2, 4, 5, 6]",
        "exp [2, 4, 5, 6]");
    check(x -> x.narrow(0, 1, 1).exp(), X, "slice [1, 4, 6, 5]", "exp [1, 4, 6, 5]");
    check(x -> x.to(DType.FLOAT64).exp(), X, "to [2, 4, 6, 5]", "exp [2, 4, 6, 5]");
  }

  @Test
  void aProgramMayBeEmpty() {
    check(x -> x, X);
    check(x -> Tensors.arange(3).to(DType.FLOAT32), X);
    check(x -> x.copy(), X);
  }
}

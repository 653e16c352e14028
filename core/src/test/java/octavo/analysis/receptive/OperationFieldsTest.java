package octavo.analysis.receptive;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.RandomNetworks.Function;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.AttentionOptions;
import octavo.tensor.Axes;
import octavo.tensor.Border;
import octavo.tensor.CarafeOptions;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Index;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of operation, alone or behind a convolution: both calculations and the gradient agree at every place.
class OperationFieldsTest {
  /// A function and the shape that it takes.
  record Case(String name, UnaryOperator<Tensor> function, int... shape) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Tensor weight(int... shape) {
    return RandomTensors.normal(Rng.of(5), shape);
  }

  private static Tensor conv(Tensor x) {
    return x.conv2d(weight(x.size(1), x.size(1), 3, 3), null, ConvOptions.DEFAULT.withPadding(1));
  }

  private static Tensor resized(Tensor x, Interpolation mode, int height, int width) {
    return conv(x).interpolate(InterpolateOptions.size(height, width).withMode(mode));
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    windows(cases);
    transposed(cases);
    poolings(cases);
    borders(cases);
    resizings(cases);
    rearrangements(cases);
    wholes(cases);
    return cases.stream();
  }

  private static void windows(List<Case> cases) {
    ConvOptions plain = ConvOptions.DEFAULT;
    ConvOptions odd =
        plain.withStride(2, 1).withPadding(Padding.of(1, 0, 2, 1)).withDilation(1, 2).withGroups(2);
    cases.add(new Case("conv2d", x -> x.conv2d(weight(4, 2, 2, 3), null, odd), 1, 4, 7, 8));
    ConvOptions last = plain.withLayout(Layout.CHANNELS_LAST).withStride(2);
    cases.add(new Case("channels last", x -> x.conv2d(weight(3, 2, 3, 3), null, last), 1, 9, 8, 2));
    cases.add(
        new Case(
            "conv1d", x -> x.conv1d(weight(2, 2, 3), weight(2), plain.withDilation(2)), 1, 2, 12));
    cases.add(
        new Case(
            "conv3d",
            x -> x.conv3d(weight(2, 2, 3, 1, 2), null, plain.withPadding(1).withStride(2)),
            1,
            2,
            5,
            4,
            6));
  }

  private static void transposed(List<Case> cases) {
    ConvTransposeOptions up = ConvTransposeOptions.DEFAULT.withStride(2);
    cases.add(
        new Case(
            "convTranspose2d",
            x -> conv(x.convTranspose2d(weight(2, 2, 3, 4), null, up.withPadding(1))),
            1,
            2,
            4,
            5));
    cases.add(
        new Case(
            "convTranspose2d with holes",
            x -> x.convTranspose2d(weight(2, 2, 1, 2), null, up.withStride(3)),
            1,
            2,
            4,
            4));
    cases.add(
        new Case(
            "convTranspose1d",
            x -> x.convTranspose1d(weight(2, 2, 4), null, up.withOutputPadding(1)),
            1,
            2,
            6));
    cases.add(
        new Case(
            "convTranspose3d",
            x -> x.convTranspose3d(weight(2, 1, 2, 3, 2), null, up),
            1,
            2,
            2,
            3,
            2));
  }

  private static void borders(List<Case> cases) {
    for (Border border : Border.values()) {
      cases.add(
          new Case(
              "padded with " + border,
              x -> conv(x).pad(2, 2, 1, border).pad(3, 0, 3, border).maxPool2d(kernel(2)),
              1,
              2,
              6,
              5));
    }
  }

  private static void poolings(List<Case> cases) {
    cases.add(
        new Case(
            "maxPool2d in ceil mode",
            x -> conv(x).maxPool2d(kernel(3).withStride(2).withPadding(1).withCeilMode()),
            1,
            2,
            8,
            7));
    cases.add(new Case("dilated pool", x -> x.maxPool2d(kernel(2).withDilation(2)), 1, 2, 8, 7));
    cases.add(new Case("lpPool2d", x -> x.lpPool2d(2, kernel(2)), 1, 2, 6, 6));
    cases.add(new Case("softPool2d", x -> x.softPool2d(kernel(2)), 1, 2, 6, 6));
    cases.add(
        new Case(
            "maxUnpool2d",
            x -> {
              var pooled = conv(x).maxPool2dWithIndices(kernel(2));
              return conv(pooled.values()).maxUnpool2d(pooled.indices(), 8, 6);
            },
            1,
            2,
            8,
            6));
    cases.add(
        new Case(
            "maxUnpool1d",
            x -> {
              var pooled = x.maxPool1dWithIndices(kernel(2));
              return pooled.values().maxUnpool1d(pooled.indices(), 8);
            },
            1,
            2,
            8));
    cases.add(new Case("adaptiveAvgPool2d", x -> conv(x).adaptiveAvgPool2d(3, 4), 1, 2, 7, 8));
    cases.add(new Case("adaptiveMaxPool2d", x -> conv(x).adaptiveMaxPool2d(3, 4), 1, 2, 7, 8));
    cases.add(
        new Case(
            "fractionalMaxPool2d",
            x ->
                x.fractionalMaxPool2d(kernel(2), 4, 3, Tensor.ones(1, 2, 2).multiply(0.3)).values(),
            1,
            2,
            7,
            6));
    cases.add(
        new Case(
            "carafe",
            x -> x.carafe(weight(1, 9, 8, 10).softmax(1), CarafeOptions.DEFAULT.withKernel(3)),
            1,
            2,
            4,
            5));
  }

  private static void resizings(List<Case> cases) {
    for (Interpolation mode :
        List.of(
            Interpolation.NEAREST,
            Interpolation.NEAREST_EXACT,
            Interpolation.BILINEAR,
            Interpolation.BICUBIC,
            Interpolation.AREA)) {
      cases.add(new Case("twice " + mode, x -> resized(x, mode, 10, 12), 1, 2, 5, 6));
      cases.add(new Case("odd " + mode, x -> resized(x, mode, 7, 4), 1, 2, 5, 6));
    }
    for (Interpolation mode : List.of(Interpolation.BILINEAR, Interpolation.BICUBIC)) {
      InterpolateOptions small = InterpolateOptions.size(4, 5).withMode(mode).withAntialias();
      cases.add(new Case("antialias " + mode, x -> conv(x).interpolate(small), 1, 2, 9, 8));
      InterpolateOptions tiny = InterpolateOptions.size(2, 3).withMode(mode).withAntialias();
      cases.add(new Case("cut off " + mode, x -> conv(x).interpolate(tiny), 1, 2, 8, 5));
    }
    InterpolateOptions lanczos = InterpolateOptions.size(4, 10).withMode(Interpolation.LANCZOS);
    cases.add(new Case("lanczos", x -> x.interpolate(lanczos), 1, 2, 8, 5));
    cases.add(
        new Case(
            "corners aligned",
            x ->
                conv(x)
                    .interpolate(
                        InterpolateOptions.size(9, 11)
                            .withMode(Interpolation.BILINEAR)
                            .withAlignCorners()),
            1,
            2,
            5,
            6));
    cases.add(new Case("pixelShuffle", x -> conv(conv(x).pixelShuffle(2)), 1, 4, 4, 5));
    cases.add(new Case("pixelUnshuffle", x -> conv(conv(x).pixelUnshuffle(2)), 1, 2, 8, 6));
  }

  private static void rearrangements(List<Case> cases) {
    cases.add(new Case("permute", x -> conv(x).permute(0, 3, 1, 2), 1, 2, 5, 4));
    cases.add(new Case("transposed sum", x -> x.add(x.transpose()), 1, 2, 5, 5));
    cases.add(
        new Case(
            "flat and back", x -> conv(conv(x).flatten(2).relu().reshape(1, 2, 5, 4)), 1, 2, 5, 4));
    cases.add(
        new Case(
            "windows of four",
            x -> x.reshape(1, 2, 3, 4).permute(0, 2, 1, 3).softmax(3),
            1,
            2,
            12));
    cases.add(new Case("flip", x -> conv(conv(x).flip(3)), 1, 2, 5, 6));
    cases.add(
        new Case(
            "every other",
            x -> conv(conv(x).at(Index.all(), Index.all(), Index.from(1).by(2))),
            1,
            2,
            7,
            6));
    cases.add(new Case("pad by one", x -> conv(x.pad(2, 2, 1, 1)), 1, 2, 5, 6));
    cases.add(new Case("unfold", x -> x.unfold(2, 3, 2).mean(3), 1, 2, 9));
    cases.add(new Case("concat of places", x -> conv(Tensors.concat(2, conv(x), x)), 1, 2, 4, 5));
    cases.add(
        new Case(
            "half of a concat",
            x -> conv(Tensors.concat(1, conv(x), x).narrow(1, 2, 2)),
            1,
            2,
            6,
            6));
    cases.add(
        new Case(
            "indexSelect",
            x -> conv(x).indexSelect(2, Tensors.of(new long[] {4, 0, 0}, 3)),
            1,
            2,
            6,
            5));
    cases.add(
        new Case(
            "indexAdd",
            x -> conv(x).indexAdd(2, Tensors.of(new long[] {4, 0, 0}, 3), 6),
            1,
            2,
            3,
            5));
    cases.add(
        new Case(
            "gather",
            x -> conv(x).gather(3, Tensor.ones(1, 2, 5, 3).multiply(2).to(DType.INT64)),
            1,
            2,
            5,
            6));
    cases.add(
        new Case("where", x -> Tensors.where(conv(x).greater(0), x, conv(conv(x))), 1, 2, 8, 7));
  }

  private static void wholes(List<Case> cases) {
    cases.add(new Case("softmax over a row", x -> conv(x).softmax(3), 1, 2, 8, 6));
    cases.add(
        new Case(
            "layerNorm of channels", x -> conv(x).permute(0, 2, 3, 1).layerNorm(1e-5), 1, 2, 8, 6));
    cases.add(new Case("groupNorm", x -> conv(x).groupNorm(2, 1e-5), 1, 4, 5, 6));
    cases.add(new Case("instanceNorm", x -> conv(x).instanceNorm(1e-5), 1, 4, 5, 6));
    cases.add(new Case("globalAvgPool", x -> conv(x).globalAvgPool(), 1, 2, 6, 5));
    cases.add(
        new Case(
            "squeeze and excite",
            x -> conv(x).multiply(x.mean(Axes.keep(2, 3)).sigmoid()),
            1,
            2,
            6,
            5));
    cases.add(new Case("linear over time", x -> x.linear(weight(4, 6), null), 1, 3, 6));
    cases.add(new Case("cumulativeSum", x -> conv(x).cumulativeSum(3), 1, 2, 6, 5));
    cases.add(new Case("sort", x -> conv(x).sort(2).values(), 1, 2, 6, 5));
    cases.add(new Case("attention", x -> attention(x, AttentionOptions.DEFAULT), 1, 2, 6, 4));
    cases.add(
        new Case(
            "causal attention",
            x -> attention(x, AttentionOptions.DEFAULT.withCausal()),
            1,
            2,
            6,
            4));
    Tensor near = Tensors.arange(6).unsqueeze(1).subtract(Tensors.arange(6)).abs().lessEqual(1);
    cases.add(
        new Case(
            "attention to neighbors",
            x -> attention(x, AttentionOptions.DEFAULT.withMask(near)),
            1,
            2,
            6,
            4));
  }

  /// Steps are axis 2.
  private static Tensor attention(Tensor x, AttentionOptions options) {
    return x.scaledDotProductAttention(x.multiply(0.5), x, options);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allAgreeAtEveryPlace(Case c) {
    NetworkGraph graph = NetworkGraph.of(new Function(c.function()), Tensor.ones(c.shape()));
    int[] axes = axes(c);
    ReceptiveField field = ReceptiveField.of(graph, axes);
    List<Integer> places = field.places(graph.output());
    int[] position = new int[places.size()];
    do {
      Agreement agreement = field.agreement(graph.output(), position);
      assertThat(agreement.holds()).as(agreement.toString()).isTrue();
    } while (next(position, places));
  }

  private static int[] axes(Case c) {
    if (c.name().equals("channels last")) {
      return new int[] {1, 2};
    }
    int[] axes = new int[c.name().contains("attention") ? 1 : c.shape().length - 2];
    java.util.Arrays.setAll(axes, i -> i + 2);
    return axes;
  }

  /// Every second place along each axis, and the last.
  private static boolean next(int[] position, List<Integer> places) {
    for (int i = 0; i < position.length; i++) {
      if (position[i] < places.get(i) - 1) {
        position[i] = Math.min(position[i] + 2, places.get(i) - 1);
        return true;
      }
      position[i] = 0;
    }
    return false;
  }
}

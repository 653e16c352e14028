package octavo.analysis.receptive;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.RandomNetworks.Function;
import octavo.format.Json;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Padding;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Jumps, starts and centers; branches; edges; the table.
class FieldsTest {
  private static Conv2d conv(int size, int stride, int padding) {
    return Conv2d.of(1, 1, kernel(size)).withStride(stride).withPadding(padding).create(Rng.of(1));
  }

  /// A layer and a shortcut of other strides and paddings.
  record Fork(Conv2d body, Conv2d shortcut) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return body.forward(x, mode).add(shortcut.forward(x, mode));
    }
  }

  private static AxisField output(ReceptiveField field, int axis) {
    return field.field(field.graph().output()).axes().get(axis);
  }

  @Test
  void eachAxisHasItsOwnFigures() {
    Layer net =
        Conv2d.of(1, 1, kernel(3, 5).withStride(2, 1))
            .withPadding(Padding.of(1, 0, 1, 2))
            .create(Rng.of(1));
    ReceptiveField field = ReceptiveField.of(net, Tensor.zeros(1, 1, 12, 12));
    AxisField rows = output(field, 0);
    AxisField columns = output(field, 1);
    assertThat(rows)
        .isEqualTo(new AxisField(2, 12, 3, 3, Ratio.of(2), -1, Ratio.ZERO, false, true));
    assertThat(columns)
        .isEqualTo(new AxisField(3, 12, 5, 5, Ratio.ONE, 0, Ratio.of(2), false, true));
    assertThat(field.report().text())
        .isEqualTo(
            """
            layer  operation  output          size  jump  start  center
                   input      [1, 1, 12, 12]     1     1      0       0
                   conv2d     [1, 1, 6, 10]    3×5   2×1   -1×0     0×2
            """);
  }

  @Test
  void upsamplingHasAFractionalJump() {
    ReceptiveField field =
        ReceptiveField.of(
            new Function(
                x -> x.interpolate(InterpolateOptions.scale(2).withMode(Interpolation.BILINEAR))),
            Tensor.zeros(1, 1, 6, 6));
    AxisField axis = output(field, 0);
    assertThat(axis.jump()).isEqualTo(Ratio.of(1, 2));
    assertThat(axis.size()).isEqualTo(2);
    assertThat(axis.start()).isEqualTo(-1);
    assertThat(axis.center()).isEqualTo(Ratio.of(-1, 2));
  }

  @Test
  void alignedCornersHaveAnotherStep() {
    ReceptiveField field =
        ReceptiveField.of(
            new Function(x ->
                x.interpolate(
                    InterpolateOptions.size(9, 9)
                        .withMode(Interpolation.BILINEAR)
                        .withAlignCorners())),
            Tensor.zeros(1, 1, 5, 5));
    assertThat(output(field, 0).jump()).isEqualTo(Ratio.of(1, 2));
    ReceptiveField odd =
        ReceptiveField.of(
            new Function(x ->
                x.interpolate(
                    InterpolateOptions.size(8, 8)
                        .withMode(Interpolation.BILINEAR)
                        .withAlignCorners())),
            Tensor.zeros(1, 1, 5, 5));
    assertThat(output(odd, 0).jump()).isEqualTo(Ratio.of(4, 7));
  }

  /// A row of the matrix weighs the four pixels on each side of its middle, which lies at 3/2, 11/2, 19/2, …
  @Test
  void rowsThatEdgesCutOffHaveTheSizeOfWholeOnes() {
    InterpolateOptions quarter =
        InterpolateOptions.size(2, 2).withMode(Interpolation.BILINEAR).withAntialias();
    ReceptiveField field =
        ReceptiveField.of(new Function(x -> x.interpolate(quarter)), Tensor.zeros(1, 1, 8, 8));
    assertThat(output(field, 0))
        .isEqualTo(new AxisField(2, 8, 8, 8, Ratio.of(4), -2, Ratio.of(3, 2), false, true));
    assertThat(field.topDown(field.graph().output(), 1, 0).axes().get(0).places())
        .containsExactly(2, 3, 4, 5, 6, 7);
  }

  /// Sums of all numbers before: the middle moves by half a place, but the field grows.
  @Test
  void aFieldThatGrowsIsNotRegular() {
    ReceptiveField field =
        ReceptiveField.of(new Function(x -> x.cumulativeSum(2)), Tensor.zeros(1, 1, 5));
    assertThat(output(field, 0).regular()).isFalse();
    assertThat(output(field, 0).sizeText()).isEqualTo("1–5");
    assertThat(field.agreement(field.graph().output()).reasons())
        .contains("axis 2: places see 1 to 5 places of the input, each by where it lies");
  }

  /// The gradient of a corner is 3⁻³⁰⁰, nothing in float32.
  @Test
  void noNetworkIsTooDeepToMeasure() {
    Tensor kernel = Tensor.ones(1, 1, 3);
    Function deep =
        new Function(x -> {
          Tensor y = x;
          for (int i = 0; i < 300; i++) {
            y = y.conv1d(kernel, null, ConvOptions.DEFAULT).relu();
          }
          return y;
        });
    ReceptiveField field = ReceptiveField.of(deep, Tensor.ones(1, 1, 601));
    Agreement agreement = field.agreement(field.graph().output());
    assertThat(agreement.topDown().axes().getFirst().places()).hasSize(601);
    assertThat(agreement.holds()).isTrue();
  }

  @Test
  void phasesOfATransposedConvolutionSeeDifferentNumbers() {
    Layer net = ConvTranspose2d.of(1, 1, kernel(3)).withStride(2).create(Rng.of(1));
    ReceptiveField field = ReceptiveField.of(net, Tensor.zeros(1, 1, 6, 6));
    AxisField axis = output(field, 0);
    assertThat(axis.sizeText()).isEqualTo("1–2");
    assertThat(axis.isUneven()).isTrue();
    assertThat(field.agreement(field.graph().output(), 4, 5).holds()).isTrue();
    assertThat(field.agreement(field.graph().output(), 4, 5).reasons())
        .contains(
            "axis 2: places see 1 to 2 places of the input, in turn, by their phase of a stride");
  }

  @Test
  void branchesOfEqualCentersAreAligned() {
    ReceptiveField field =
        ReceptiveField.of(new Fork(conv(3, 2, 1), conv(1, 2, 0)), Tensor.zeros(1, 1, 8, 8));
    assertThat(field.misalignments()).isEmpty();
    assertThat(output(field, 0).size()).isEqualTo(3);
  }

  /// A shortcut that is cut off at the end to the size of the body.
  record Cropped(Conv2d body) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = body.forward(x, mode);
      return y.add(x.narrow(2, 0, y.size(2)).narrow(3, 0, y.size(3)));
    }
  }

  @Test
  void misalignedBranchesAreNamed() {
    ReceptiveField field = ReceptiveField.of(new Cropped(conv(3, 1, 0)), Tensor.zeros(1, 1, 8, 8));
    assertThat(field.misalignments()).hasSize(2);
    assertThat(field.misalignments().getFirst().message())
        .isEqualTo(
            "add joins branches that do not look at the same places along axis 2: body (conv2d) has jump 1 and center 1, slice has jump 1 and center 0. Pad both so that their centers agree: (kernel - 1)/2 in front for an odd kernel.");
    assertThat(field.report().text())
        .contains("warning: add joins branches that do not look at the same places along axis 3");
    assertThat(field.agreement(field.graph().output()).holds()).isTrue();
  }

  @Test
  void driftingBranchesAreNamed() {
    ReceptiveField field = ReceptiveField.of(new Cropped(conv(3, 2, 1)), Tensor.zeros(1, 1, 8, 8));
    assertThat(field.misalignments().getFirst().message())
        .isEqualTo(
            "add joins branches that do not look at the same places along axis 2: body (conv2d) has jump 2 and center 0, slice has jump 1 and center 0. They drift apart with each place; give both branches the same product of strides.");
    for (int place = 0; place < 4; place++) {
      assertThat(field.agreement(field.graph().output(), place, 3 - place).holds()).isTrue();
    }
    assertThat(output(field, 0).regular()).isFalse();
  }

  @Test
  void whatHangsOverTheEdgeIsSaid() {
    ReceptiveField field = ReceptiveField.of(conv(5, 1, 2), Tensor.zeros(1, 1, 8, 8));
    NetworkGraph.Node output = field.graph().output();
    Agreement corner = field.agreement(output, 0, 7);
    assertThat(corner.holds()).isTrue();
    assertThat(corner.topDown().axes().get(0).places()).containsExactly(0, 1, 2);
    assertThat(corner.topDown().axes().get(1).places()).containsExactly(5, 6, 7);
    assertThat(corner.reasons().getFirst())
        .isEqualTo(
            "axis 2: the field -2…2 reaches over the edge of the input, [0, 8), of which 0…2 is left");
    assertThat(field.endless(output, 0, 7).axes().get(0).places()).containsExactly(-2, -1, 0, 1, 2);
    assertThat(field.agreement(output).reasons()).isEmpty();
    assertThat(field.agreement(output).position()).containsExactly(4, 4);
  }

  @Test
  void holesAreCounted() {
    Layer net = Conv2d.of(1, 1, kernel(3)).withDilation(2).create(Rng.of(1));
    ReceptiveField field = ReceptiveField.of(net, Tensor.zeros(1, 1, 9, 9));
    Agreement agreement = field.agreement(field.graph().output());
    assertThat(agreement.holds()).isTrue();
    assertThat(agreement.topDown().axes().getFirst().holes()).isEqualTo(2);
    assertThat(agreement.reasons().getFirst())
        .isEqualTo(
            "axis 2: of the 5 places from the first to the last 3 are read, the others lie in the holes of a dilation or of a stride larger than its kernel");
  }

  @Test
  void theReportIsJson() throws Exception {
    ReceptiveField field = ReceptiveField.of(new Cropped(conv(3, 1, 0)), Tensor.zeros(1, 1, 8, 8));
    Map<String, Object> map = field.report().toMap();
    Object read = Json.parse(Json.write(map), "report");
    assertThat(read).asString().contains("jump=1").contains("path=body").contains("misalignments");
    assertThat(field.report().axes()).isEqualTo(List.of(2, 3));
  }

  @Test
  void otherAxesCanBeAskedFor() {
    NetworkGraph graph = NetworkGraph.of(conv(3, 1, 1), Tensor.zeros(1, 1, 8, 8));
    assertThat(ReceptiveField.of(graph, -1).axes()).containsExactly(3);
    assertThat(ReceptiveField.of(Sequential.of(conv(3, 1, 1)), Tensor.zeros(1, 1, 8, 8)).axes())
        .containsExactly(2, 3);
    assertThat(ReceptiveField.of(graph).graph()).isSameAs(graph);
  }
}

package octavo.analysis.receptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.RandomNetworks.Function;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What receptive fields refuse, and what they say.
class ReceptiveErrorsTest {
  private static final NetworkGraph GRAPH =
      NetworkGraph.of(new Function(x -> x.relu()), Tensor.ones(1, 2, 4, 5));
  private static final NetworkGraph OTHER =
      NetworkGraph.of(new Function(x -> x.relu()), Tensor.ones(1, 2, 4, 5));
  private static final ReceptiveField FIELD = ReceptiveField.of(GRAPH);

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class)
        .hasMessage(message);
  }

  @Test
  void layersOfAStack() {
    refuses(
        () -> WindowLayer.conv(0),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but conv0 has 0, 1, 1 and 0.");
    refuses(
        () -> WindowLayer.conv(3, 0),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but conv3 has 3, 0, 1 and 0.");
    refuses(
        () -> WindowLayer.pool(2, 0),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but pool2/0 has 2, 0, 1 and 0.");
    refuses(
        () -> WindowLayer.pool(0),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but pool0/0 has 0, 0, 1 and 0.");
    refuses(
        () -> WindowLayer.convTranspose(2, -1),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but convT2/-1 has 2, -1, 1 and 0.");
    refuses(
        () -> WindowLayer.conv(3).withPadding(-1),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but conv3 has 3, 1, 1 and -1.");
    refuses(
        () -> WindowLayer.conv(3).withDilation(0),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but conv3 has 3, 1, 0 and 0.");
    refuses(
        () -> WindowLayer.conv(3).withStride(0),
        "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but conv3 has 3, 0, 1 and 0.");
    refuses(() -> Ratio.of(3, 0), "Ratio: the denominator must not be 0, but the numerator is 3.");
  }

  @Test
  void nodesOfAnotherGraph() {
    String message =
        "ReceptiveField: the node must belong to this graph, but is %s of another."
            .formatted(OTHER.output());
    refuses(() -> FIELD.field(OTHER.output()), message);
    refuses(() -> FIELD.places(OTHER.output()), message);
    refuses(() -> FIELD.middle(OTHER.output()), message);
    refuses(() -> FIELD.topDown(OTHER.output()), message);
    refuses(() -> FIELD.endless(OTHER.output()), message);
    refuses(() -> FIELD.bottomUp(OTHER.output()), message);
    refuses(() -> FIELD.measure(OTHER.output()), message);
    refuses(() -> FIELD.agreement(OTHER.output()), message);
    refuses(() -> FIELD.effective(Tensor.ones(1, 2, 4, 5), OTHER.output()), message);
    refuses(
        () -> ReceptiveField.measure(GRAPH, OTHER.output(), Tensor.ones(1, 2, 4, 5), 0, 0, 0, 0),
        message.replace("ReceptiveField", "measure"));
  }

  @Test
  void positions() {
    NetworkGraph.Node node = GRAPH.output();
    String rule =
        "ReceptiveField: a position must name one of the places [4, 5] along each of the axes [2, 3], but is %s for "
            + node
            + ".";
    refuses(() -> FIELD.topDown(node, 1), rule.formatted("[1]"));
    refuses(() -> FIELD.bottomUp(node, 4, 0), rule.formatted("[4, 0]"));
    refuses(() -> FIELD.measure(node, 0, -1), rule.formatted("[0, -1]"));
    refuses(() -> FIELD.endless(node, 0, 0, 0), rule.formatted("[0, 0, 0]"));
    refuses(() -> FIELD.agreement(node, 0, 5), rule.formatted("[0, 5]"));
    refuses(() -> FIELD.effective(Tensor.ones(1, 2, 4, 5), node, 9, 9), rule.formatted("[9, 9]"));
  }

  @Test
  void inputs() {
    refuses(
        () -> FIELD.effective(Tensor.ones(1, 2, 4, 4), GRAPH.output()),
        "effective: inputs must have the traced sizes, but are [1, 2, 4, 4] and the trace is of [1, 2, 4, 5].");
    Tensor one = Tensor.ones(1, 2, 4, 5);
    refuses(
        () -> ReceptiveField.measure(GRAPH, GRAPH.output(), one, 0, 0),
        "measure: a place must name an index for each axis of the node, or -1 for all, but is [0, 0] for [1, 2, 4, 5].");
    refuses(
        () -> ReceptiveField.measure(GRAPH, GRAPH.output(), Tensor.ones(1, 2, 5, 5), 0, 0, 0, 0),
        "measure: the input must have the traced shape [1, 2, 4, 5], but is [1, 2, 5, 5].");
    refuses(
        () -> ReceptiveField.of(GRAPH, 4),
        "ReceptiveField: axis must be in [-4, 3], but is 4 for shape [1, 2, 4, 5].");
    NetworkGraph whole =
        NetworkGraph.of(new Function(x -> x.add(1)), Tensors.zeros(DType.INT64, 1, 3));
    refuses(
        () -> ReceptiveField.measure(whole, whole.output(), Tensors.zeros(DType.INT64, 1, 3), 0, 0),
        "measure: a gradient must get from affine to the input, but none does; the input is int64. Ask topDown or bottomUp, which need none.");
    ReceptiveField field = ReceptiveField.of(whole);
    refuses(
        () -> field.effective(Tensors.zeros(DType.INT64, 1, 3), whole.output()),
        "effective: a gradient must get from affine to the input, but none does; the input is int64. Ask topDown or bottomUp, which need none.");
  }

  @Test
  void inputsWithoutSpace() {
    NetworkGraph row = NetworkGraph.of(new Function(x -> x.relu()), Tensor.ones(4));
    refuses(
        () -> ReceptiveField.of(row),
        "ReceptiveField: the input must have a batch axis and others behind it, but is [4]. Name the axis: ReceptiveField.of(graph, 0), or trace [1, …].");
    assertThat(ReceptiveField.of(row, 0).axes()).containsExactly(0);
    NetworkGraph number = NetworkGraph.of(new Function(x -> x.relu()), Tensor.scalar(4));
    refuses(
        () -> ReceptiveField.of(number),
        "ReceptiveField: the input must have a batch axis and others behind it, but is []. Trace [1, …].");
  }

  @Test
  void fieldsThatAreTooLarge() {
    List<WindowLayer> deep = Collections.nCopies(31, WindowLayer.conv(3, 2));
    refuses(
        () -> ReceptiveField.topDown(deep),
        "topDown: a field must have at most 2147483647 numbers, but below conv3/2 it has 4294967295. Use fewer layers or smaller strides.");
    refuses(
        () -> ReceptiveField.bottomUp(deep),
        "bottomUp: a field must have at most 2147483647 numbers, but behind conv3/2 it has 4294967295. Use fewer layers or smaller strides.");
    assertThat(ReceptiveField.topDown(deep.subList(1, 31)).size()).isEqualTo(Integer.MAX_VALUE);
    assertThat(ReceptiveField.bottomUp(deep.subList(1, 31)).size()).isEqualTo(Integer.MAX_VALUE);
    Ratio large = Ratio.of(Long.MAX_VALUE, 2);
    assertThatThrownBy(() -> large.times(large)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> large.plus(Ratio.of(1, 3))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Ratio.of(1, 3).minus(large)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void gradientsThatAreNotFinite() {
    NetworkGraph square = NetworkGraph.of(new Function(x -> x.multiply(x)), Tensor.ones(1, 1, 3));
    ReceptiveField field = ReceptiveField.of(square);
    refuses(
        () -> field.effective(Tensor.ones(1, 1, 3).multiply(Double.NaN), square.output()),
        "effective: gradients must be finite, but those along axis 2 add up to NaN. Look for numbers of the inputs or parameters that are not, with Graph.firstNonFinite.");
  }

  @Test
  void emptyTensors() {
    NetworkGraph empty = NetworkGraph.of(new Function(x -> x.relu()), Tensor.ones(1, 2, 0));
    refuses(
        () -> ReceptiveField.of(empty),
        "ReceptiveField: every tensor must have numbers, but input gives [1, 2, 0]. Trace a larger input.");
  }
}

package octavo.analysis.receptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.RandomNetworks.Function;
import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.random.Variate;
import octavo.nn.Layer;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.op.Affine;
import octavo.op.Draw;
import octavo.op.Operation;
import octavo.op.OperationSamples;
import octavo.op.UnaryOp;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Every operation has a rule or is refused, and on the list of all operations the rules say what gradients do.
class OperationRulesTest {
  /// Operations that no case traces: gradients of others, draws, names for others, and one that gives indices.
  private static final Set<String> NOT_TRACED =
      Set.of(
          "ArgExtremum",
          "AveragePoolSpread",
          "BorderFold",
          "BoxSpread",
          "CarafeInputGradient",
          "CarafeWeightGradient",
          "Checkpoint",
          "Conv2dWeightGradient",
          "Conv3dWeightGradient",
          "CustomGradient",
          "DirichletDraw",
          "Draw",
          "Fold",
          "MaxPoolGather",
          "MaxPoolScatter",
          "PoolWindowsFold",
          "ResizeGradient",
          "RoiAlignSpread");

  /// Cases of which a gradient shows less than the rules, which do not look into numbers: what they say holds for
  /// every row of an index, every region, every channel behind a shuffle and every dropped weight; a softmax of one
  /// score is constant, an ignored row has no loss, and a comparison no gradient.
  private static final Set<String> LESS_BY_GRADIENT =
      Set.of(
          "stop gradient 0",
          "gather 0",
          "scatterAdd 0",
          "crossEntropy smoothed 0",
          "scaledDotProductAttention lower right, steps that see nothing 0",
          "scaledDotProductAttention lower right, steps that see nothing 1",
          "scaledDotProductAttention one of all 0",
          "scaledDotProductAttention one of all 1",
          "scaledDotProductAttention no keys 0",
          "scaledDotProductAttention with truth values 0",
          "scaledDotProductAttention with padding 1",
          "scaledDotProductAttention with padding 2",
          "scaledDotProductAttention with a row of numbers, causal 3",
          "scaledDotProductAttention dropping 0.4 0",
          "scaledDotProductAttention dropping 1.0 0",
          "carafe 1",
          "carafe in groups 1",
          "pixelShuffle 0",
          "pixelUnshuffle 0",
          "fractionalMaxPool2d 0",
          "roiPool 0",
          "roiAlign aligned 0",
          "tanh sequence masked 3",
          "relu sequence masked 3",
          "lstm sequence masked 3");

  /// One input of a case, traced.
  private record Traced(String name, NetworkGraph graph) {}

  private static List<Traced> traced() {
    List<Traced> all = new ArrayList<>();
    for (OperationSamples.Sample sample : OperationSamples.all()) {
      for (int input = 0; input < sample.inputs().size(); input++) {
        int at = input;
        Tensor x = sample.inputs().get(at);
        if (x.rank() > 0 && x.shape().elements() > 0) {
          try {
            Function network = new Function(t -> sample.with(at, t));
            all.add(new Traced(sample.name() + " " + at, NetworkGraph.of(network, x)));
          } catch (IllegalArgumentException | IllegalStateException e) {
            // reads the numbers of this input, or nothing of it
            assertThat(e.getMessage()).containsAnyOf("must not", "must depend");
          }
        }
      }
    }
    return all;
  }

  private static boolean hasNumbers(NetworkGraph graph) {
    return graph.nodes().stream().allMatch(node -> node.shape().elements() > 0);
  }

  @Test
  void everyOperationIsOnTheListAndRulesSayWhatGradientsDo() throws Exception {
    Set<String> seen = new TreeSet<>(NOT_TRACED);
    Set<String> less = new TreeSet<>();
    for (Traced traced : traced()) {
      NetworkGraph graph = traced.graph();
      graph
          .nodes()
          .forEach(n -> n.operation().ifPresent(o -> seen.add(o.getClass().getSimpleName())));
      if (hasNumbers(graph)) {
        Agreement agreement = middle(graph);
        if (!agreement.holds()) {
          less.add(traced.name());
          requireLess(traced.name(), agreement);
        }
      }
    }
    assertThat(less).isEqualTo(new TreeSet<>(LESS_BY_GRADIENT));
    assertThat(seen).containsAll(operations());
  }

  private static Agreement middle(NetworkGraph graph) {
    int[] axes = new int[graph.input().shape().rank()];
    Arrays.setAll(axes, axis -> axis);
    return ReceptiveField.of(graph, axes).agreement(graph.output());
  }

  /// Both calculations agree, and the gradient shows nothing that they do not.
  private static void requireLess(String name, Agreement agreement) {
    for (int i = 0; i < agreement.topDown().axes().size(); i++) {
      List<Integer> rules = agreement.topDown().axes().get(i).places();
      Support measured = Objects.requireNonNull(agreement.measured(), name);
      assertThat(rules).as(name).containsAll(measured.axes().get(i).places());
      List<Integer> run = agreement.bottomUp().axes().get(i).places();
      assertThat(run.getFirst()).as(name).isEqualTo(rules.getFirst());
      assertThat(run.getLast()).as(name).isEqualTo(rules.getLast());
    }
    assertThat(agreement.reasons()).as(name).anyMatch(reason -> reason.contains("no gradient"));
  }

  @Test
  void indicesOfMaximaSeeTheirAxis() {
    NetworkGraph graph = NetworkGraph.of(new Function(x -> x.argMax(2)), Tensor.ones(1, 2, 5, 4));
    ReceptiveField field = ReceptiveField.of(graph, 2, 3);
    Support seen = field.topDown(graph.output(), 0, 1);
    assertThat(seen.axes().get(0).places()).containsExactly(0, 1, 2, 3, 4);
    assertThat(seen.axes().get(1).places()).containsExactly(1);
    assertThat(field.measure(graph.output(), 0, 1)).isNull();
    assertThat(field.agreement(graph.output(), 0, 1).reasons())
        .contains("no gradient gets to the input, so nothing is measured");
  }

  /// An operation of a user's own.
  private record Doubled() implements UnaryOp {
    @Override
    public Shape outputShape(Shape x) {
      return x;
    }

    @Override
    public void forward(Tensor x, Tensor y) {
      new Affine(2, 0).forward(x, y);
    }

    @Override
    public Tensor gradient(Backward at) {
      return at.dy().multiply(2);
    }

    @Override
    public Saves saves() {
      return Saves.NOTHING;
    }
  }

  @Test
  void anUnknownOperationIsNamedWithItsLayer() {
    Layer network = Sequential.of(new Relu(), new Function(x -> new Doubled().apply(x)));
    NetworkGraph graph = NetworkGraph.of(network, Tensor.ones(1, 1, 4));
    assertThatThrownBy(() -> ReceptiveField.of(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ReceptiveField: every operation must have a rule for what it reads, but doubled in layer '1' (%s) has none. Compose it of the library's operations, or ask the gradient alone: ReceptiveField.measure(graph, node, input, place)."
                .formatted(Doubled.class.getName()));
    assertThat(ReceptiveField.measure(graph, graph.output(), Tensor.ones(1, 1, 4), 0, 0, 2))
        .isEqualTo(List.of(List.of(0), List.of(0), List.of(2)));
  }

  @Test
  void refusalsSayWhy() {
    Draw draw = new Draw(Variate.GAMMA, 1, 0, Shape.SCALAR);
    NetworkGraph graph =
        NetworkGraph.of(new Function(x -> Engine.apply(draw, x, x)), Tensor.ones(1, 2, 3));
    assertThatThrownBy(() -> ReceptiveField.of(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            " in layer '' has no receptive field: it draws random numbers. Trace the network in inference mode.");
  }

  /// The names of all classes of the package that implement [Operation].
  private static Set<String> operations() throws IOException, URISyntaxException {
    Set<String> names = new TreeSet<>();
    Path folder =
        Path.of(Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("octavo/op");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Class<?> type = load("octavo.op." + file.getFileName().toString().replace(".class", ""));
        if (Operation.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          names.add(type.getSimpleName());
        }
      }
    }
    return names;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.nn.Layer;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What of its input a number of a network can depend on.
///
/// For a plain stack of layers the two calculations of textbooks, step by step:
///
/// ```java
/// ReceptiveField.topDown(List.of(WindowLayer.conv(3, 2), WindowLayer.conv(3, 2), WindowLayer.conv(3))).text();
/// ```
///
/// For any network, traced for one size of the input:
///
/// ```java
/// ReceptiveField field = ReceptiveField.of(network, Tensor.zeros(1, 3, 224, 224));
/// field.report();                          // size, jump, start and center of every layer
/// field.agreement(field.graph().output()); // both calculations and the gradient, for one place
/// ```
///
/// Three calculations that know nothing of one another answer: **bottom-up** goes from the input to the result
/// and keeps, for each place, the first and the last place of the input that it sees; **top-down** goes from one
/// place of a result back to the input and keeps every place on the way; and a gradient **measures** it. The
/// first two follow what each operation declares to read.
///
/// A norm over an axis of space, a softmax, attention, a global pooling or a linear map along it read the whole
/// axis: then every place sees the whole input along it. So does group or instance normalization, whose mean and
/// variance are those of all pixels; batch normalization in inference mode uses kept statistics and sees one
/// pixel. A layer normalization over the channels alone sees one pixel too.
public final class ReceptiveField {
  private final NetworkGraph graph;
  private final Computation computation;
  private final AxisPlan plan;
  private final List<Integer> axes;
  private final BottomUp open;
  private final BottomUp closed;
  private final List<NodeField> fields = new ArrayList<>();

  private ReceptiveField(NetworkGraph graph, AxisPlan.Rules rules, int... chosen) {
    this.graph = graph;
    computation = Computation.of(graph);
    plan = new AxisPlan(computation, rules);
    axes = chosen.length == 0 ? SpatialAxes.of(plan) : Arrays.stream(chosen).boxed().toList();
    open = new BottomUp(plan, false);
    closed = new BottomUp(plan, true);
    for (int node = 0; node < computation.cells().size(); node++) {
      fields.add(fieldOf(node));
    }
  }

  /// The calculation of textbooks from the last layer to the first.
  ///
  /// @throws IllegalArgumentException if the field has 2³¹ numbers or more
  public static TopDownSteps topDown(List<WindowLayer> layers) {
    return TopDownSteps.of(layers);
  }

  /// The calculation of textbooks from the first layer to the last.
  ///
  /// @throws IllegalArgumentException if the field has 2³¹ numbers or more
  public static BottomUpSteps bottomUp(List<WindowLayer> layers) {
    return BottomUpSteps.of(layers);
  }

  /// The receptive fields of `network` for inputs like `sample`, along its spatial axes: all but the batch and
  /// the channels or features, which are those that the first convolution or linear map sums over.
  ///
  /// @throws IllegalArgumentException if the network cannot be traced, holds an operation of which nothing is
  ///     known, which the message names with its layer, or the sample has no axis but the batch
  public static ReceptiveField of(Layer network, Tensor sample) {
    return of(NetworkGraph.of(network, sample));
  }

  /// The receptive fields of all nodes of a graph, along the spatial axes of its input.
  ///
  /// @throws IllegalArgumentException if it holds an operation of which nothing is known, which the message names
  ///     with its layer, or the input has no axis but the batch
  public static ReceptiveField of(NetworkGraph graph) {
    return of(graph, OperationRules::of);
  }

  /// The receptive fields of all nodes along the given axes of the input.
  ///
  /// @throws IllegalArgumentException if an operation is unknown
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static ReceptiveField of(NetworkGraph graph, int... axes) {
    return new ReceptiveField(
        graph, OperationRules::of, graph.input().shape().axes("ReceptiveField", axes));
  }

  /// The same by other rules: a test sees that wrong ones are found.
  static ReceptiveField of(NetworkGraph graph, AxisPlan.Rules rules) {
    return new ReceptiveField(graph, rules);
  }

  /// Where the gradient of one place of a node is not 0, for a graph that may hold operations of which nothing is
  /// known. Nothing is replaced then: a unit that is off, a maximum that lies elsewhere or a weight of 0 leaves
  /// places out, so take an input of random numbers and more than one of them.
  ///
  /// @param input what the network is given
  /// @param place the place in the node's result, one index for each of its axes, -1 for all
  /// @return for each axis of the input the places with a gradient, in ascending order
  /// @throws IllegalArgumentException if the node belongs to another graph, the place is none of the node's, the
  ///     input is of another shape than the traced one, or no gradient gets to it
  public static List<List<Integer>> measure(
      NetworkGraph graph, NetworkGraph.Node node, Tensor input, int... place) {
    return Measurement.asIs(Computation.of(graph), id("measure", graph, node), input, place);
  }

  /// The graph.
  public NetworkGraph graph() {
    return graph;
  }

  /// The axes of the input along which fields are told.
  public List<Integer> axes() {
    return axes;
  }

  /// The field of a node.
  ///
  /// @throws IllegalArgumentException if the node belongs to another graph
  public NodeField field(NetworkGraph.Node node) {
    return fields.get(id(node));
  }

  /// The fields of all nodes, in the order of the computation.
  public List<NodeField> fields() {
    return Collections.unmodifiableList(fields);
  }

  /// Where branches meet that do not look at the same places of the input.
  public List<Misalignment> misalignments() {
    Set<Integer> told = new LinkedHashSet<>(axes);
    return open.misalignments().stream().filter(m -> told.contains(m.axis())).toList();
  }

  /// The fields as a table.
  public ReceptiveFieldReport report() {
    return ReceptiveFieldReport.of(this);
  }

  /// What both calculations walk along.
  AxisPlan plan() {
    return plan;
  }

  /// The bottom-up calculation for an input that goes on for ever.
  BottomUp ends() {
    return open;
  }

  private int id(NetworkGraph.Node node) {
    return id("ReceptiveField", graph, node);
  }

  private static int id(String operation, NetworkGraph graph, NetworkGraph.Node node) {
    int id = node.id();
    if (id >= graph.nodes().size() || graph.nodes().get(id) != node) {
      throw new IllegalArgumentException(
          "%s: the node must belong to this graph, but is %s of another."
              .formatted(operation, node));
    }
    return id;
  }

  private NodeField fieldOf(int node) {
    Computation.Cell cell = computation.cells().get(node);
    List<Integer> sizes = plan.layout(node).sizes();
    List<AxisField> found = new ArrayList<>();
    for (int axis : axes) {
      Track track = open.track(node, axis);
      int places = track.carrier() < 0 ? 1 : sizes.get(track.carrier());
      found.add(
          AxisField.of(axis, computation.cells().getFirst().shape().size(axis), track, places));
    }
    return new NodeField(
        node, cell.path(), cell.name(), cell.shape(), found, List.copyOf(open.notes(node)));
  }

  /// Of a node how many places there are along each spatial axis of the input; 1 where all see the same.
  ///
  /// @throws IllegalArgumentException if the node belongs to another graph
  public List<Integer> places(NetworkGraph.Node node) {
    List<Integer> sizes = plan.layout(id(node)).sizes();
    List<Integer> found = new ArrayList<>();
    for (int axis : axes) {
      int carrier = open.track(node.id(), axis).carrier();
      found.add(carrier < 0 ? 1 : sizes.get(carrier));
    }
    return List.copyOf(found);
  }

  /// The place in the middle of a node's result along each spatial axis.
  ///
  /// @throws IllegalArgumentException if the node belongs to another graph
  public int[] middle(NetworkGraph.Node node) {
    return places(node).stream().mapToInt(places -> places / 2).toArray();
  }

  private int[] position(NetworkGraph.Node node, int... position) {
    List<Integer> places = places(node);
    if (position.length == 0) {
      return middle(node);
    }
    boolean fits = position.length == places.size();
    for (int i = 0; fits && i < position.length; i++) {
      fits = position[i] >= 0 && position[i] < places.get(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "ReceptiveField: a position must name one of the places %s along each of the axes %s, but is %s for %s."
              .formatted(places, axes, Arrays.toString(position), node));
    }
    return position;
  }

  /// The places of all parts of a node's axes that belong to a position: one where a spatial axis runs, else all.
  private IndexSet[] start(int node, int[] position) {
    List<Integer> sizes = plan.layout(node).sizes();
    IndexSet[] start = new IndexSet[sizes.size()];
    for (int part = 0; part < start.length; part++) {
      start[part] = IndexSet.range(0, sizes.get(part) - 1);
    }
    for (int i = 0; i < position.length; i++) {
      int carrier = open.track(node, axes.get(i)).carrier();
      if (carrier >= 0) {
        start[carrier] = IndexSet.of(position[i]);
      }
    }
    return start;
  }

  /// Every place of the input that one place of a node sees, walked back from the node; in the middle if no
  /// position is given. All channels of the place count.
  ///
  /// @param position one place for each of [#axes]
  /// @throws IllegalArgumentException if the node belongs to another graph or there is no such position
  public Support topDown(NetworkGraph.Node node, int... position) {
    return topDown(node, true, position);
  }

  /// The same for an input that goes on for ever, with places beyond the edges of the traced one: the size that the
  /// formulas tell.
  ///
  /// @param position one place for each of [#axes]
  /// @throws IllegalArgumentException if the node belongs to another graph or there is no such position
  public Support endless(NetworkGraph.Node node, int... position) {
    return topDown(node, false, position);
  }

  private Support topDown(NetworkGraph.Node node, boolean bounded, int... position) {
    int[] place = position(node, position);
    TopDown walk = new TopDown(plan, bounded, id(node), start(id(node), place));
    List<Support.Axis> all = new ArrayList<>();
    for (int axis : axes) {
      all.add(Support.Axis.of(axis, graph.input().shape().size(axis), walk.places(0, axis)));
    }
    return new Support(all);
  }

  /// From the first to the last place of the input that one place of a node sees, carried on from the input; in the
  /// middle if no position is given.
  ///
  /// @param position one place for each of [#axes]
  /// @throws IllegalArgumentException if the node belongs to another graph or there is no such position
  public Support bottomUp(NetworkGraph.Node node, int... position) {
    int[] place = position(node, position);
    int[][] ends = closed.at(id(node), start(id(node), place));
    List<Support.Axis> all = new ArrayList<>();
    for (int axis : axes) {
      IndexSet run = ends == null ? new IndexSet() : IndexSet.range(ends[axis][0], ends[axis][1]);
      all.add(Support.Axis.of(axis, graph.input().shape().size(axis), run));
    }
    return new Support(all);
  }

  /// Where the gradient of one place of a node, all channels together, is not 0; in the middle if no position is
  /// given. Null if no gradient gets to the input, as from whole numbers.
  ///
  /// The traced operations run again with random positive weights and without biases, and those that might switch
  /// a path off are replaced: functions of one number by the number, maxima by means, products and differences of
  /// two tensors by sums, softmax and norms by the number and the mean of those it is compared with. The network is
  /// neither called nor changed. The gradient goes back operation by operation, and what is not 0 of it is set to
  /// about 1 before the next, so that it vanishes in no network however deep. Attention, recurrent layers and
  /// products of two computed tensors run as they are, on these numbers: within a recurrent layer a gradient may
  /// vanish over some hundred steps in float32.
  ///
  /// @param position one place for each of [#axes]
  /// @throws IllegalArgumentException if the node belongs to another graph or there is no such position
  public @Nullable Support measure(NetworkGraph.Node node, int... position) {
    int[] place = position(node, position);
    return Measurement.support(
        computation, id(node), plan.layout(id(node)), start(id(node), place), axes);
  }

  /// All three calculations for one place, in the middle if no position is given.
  ///
  /// @param position one place for each of [#axes]
  /// @throws IllegalArgumentException if the node belongs to another graph or there is no such position
  public Agreement agreement(NetworkGraph.Node node, int... position) {
    int[] place = position(node, position);
    return AgreementReasons.of(
        field(node),
        place,
        topDown(node, place),
        endless(node, place),
        bottomUp(node, place),
        measure(node, place));
  }

  /// The effective receptive field (Luo, Li, Urtasun and Zemel, 2016) of one place of a node, in the middle if no
  /// position is given: the size of the gradient of its numbers, averaged over inputs and channels. Here the
  /// operations run as the network computes them. Parameters that change later are seen, but not norms, whose
  /// weights and statistics are one constant: trace a network again after training.
  ///
  /// @param inputs `[examples, …]`, each of the traced size
  /// @param position one place for each of [#axes]
  /// @throws IllegalArgumentException if the node belongs to another graph, there is no such position, the
  ///     inputs are of another size, no gradient gets to them, or it is not finite
  public EffectiveField effective(Tensor inputs, NetworkGraph.Node node, int... position) {
    int[] place = position(node, position);
    Shape sample = graph.input().shape();
    if (inputs.rank() != sample.rank()
        || !inputs.shape().withSize(0, sample.size(0)).equals(sample)
        || inputs.size(0) % sample.size(0) != 0
        || inputs.size(0) == 0) {
      throw new IllegalArgumentException(
          "effective: inputs must have the traced sizes, but are %s and the trace is of %s."
              .formatted(inputs.shape(), sample));
    }
    Tensor map =
        Measurement.magnitudes(
            computation, id(node), plan.layout(id(node)), start(id(node), place), inputs, axes);
    return EffectiveField.of(map, axes, topDown(node, place));
  }
}

package octavo.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import octavo.autograd.Trace;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.op.Operation;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A network as a graph: the operations of one forward pass in inference mode, each with the layer that it
/// belongs to, its sizes, its cost and its place in the code. Layers need nothing for it.
///
/// ```java
/// NetworkGraph graph = NetworkGraph.of(network, Tensor.zeros(1, 3, 224, 224));
/// for (NetworkGraph.Node node : graph.under("layer1.0")) { … }
/// ```
///
/// Which layer an operation belongs to follows from the stack at that moment and the code of the methods on
/// it: the field or list that the called layer was taken from. Where several layers of a list come into
/// question and neither the parameters that were read nor the order decides, the operation counts for
/// the layer around them; no path is guessed.
///
/// The network is not changed. Its forward pass runs once, for the sizes of the sample: what is costly to compute, such
/// as a convolution, is not computed.
public final class NetworkGraph {
  private final Layer network;
  private final List<Node> nodes;
  private final Node output;
  private final Map<Node, List<Node>> readers = new HashMap<>();
  private final LayerTree layers;

  NetworkGraph(LayerTree layers, List<Node> nodes, Node output) {
    this.layers = layers;
    this.network = layers.root().layer();
    this.nodes = List.copyOf(nodes);
    this.output = output;
    for (Node node : nodes) {
      readers.put(node, new ArrayList<>());
      for (Node input : node.inputs()) {
        List<Node> known = readers.getOrDefault(input, List.of());
        if (!known.contains(node)) {
          known.add(node);
        }
      }
    }
  }

  /// The graph of `network` for inputs like `sample`, such as `[1, 3, 224, 224]`.
  ///
  /// @throws IllegalArgumentException if the network refuses the sample, or its result does not depend on it;
  ///     the message names the layer
  /// @throws IllegalStateException if the network reads numbers that it computes, so that its way may be
  ///     another for another sample; the message names the layer
  public static NetworkGraph of(Layer network, Tensor sample) {
    return of(network, sample, NetworkTracer.INFERENCE);
  }

  /// The graph in another mode: in training with dropout, which draws from the mode's generator. Statistics of a
  /// batch are numbers that a trace does not compute, so `mode.usesBatchStatistics()` must be false for networks
  /// whose norms keep running ones. Whether the mode records gradients makes no difference.
  ///
  /// @throws IllegalArgumentException if the network refuses the sample, its result does not depend on it, or the
  ///     mode would move running statistics; the message names the layer
  /// @throws IllegalStateException if the network reads numbers that it computes; the message names the
  ///     layer
  public static NetworkGraph of(Layer network, Tensor sample, Mode mode) {
    return NetworkTracer.trace(network, sample, mode);
  }

  /// The network.
  public Layer network() {
    return network;
  }

  /// The input, and all operations that the result depends on, in the order of the computation. Constants,
  /// such as parameters, are not nodes.
  public List<Node> nodes() {
    return nodes;
  }

  /// What the network is given.
  public Node input() {
    return nodes.getFirst();
  }

  /// What makes the result.
  public Node output() {
    return output;
  }

  /// The nodes that read the result of `node`, in order.
  ///
  /// @throws IllegalArgumentException if the node belongs to another graph
  public List<Node> readers(Node node) {
    List<Node> found = readers.get(node);
    if (found == null) {
      throw new IllegalArgumentException(
          "readers: the node must belong to this graph, but is %s of another.".formatted(node));
    }
    return List.copyOf(found);
  }

  /// The nodes of the layer with this path and of the layers in it, or of a list of layers; all for the
  /// empty path.
  ///
  /// @throws IllegalArgumentException if the network has no such layer; the message names those that are
  ///     similar
  public List<Node> under(String path) {
    if (layers.parts().keySet().stream().noneMatch(known -> LayerTree.isUnder(known, path))) {
      layers.require("under", path);
    }
    return nodes.stream().filter(node -> LayerTree.isUnder(node.path(), path)).toList();
  }

  /// The paths of all layers, the network's own, which is empty, first, each before those in it.
  public List<String> paths() {
    return List.copyOf(layers.parts().keySet());
  }

  /// The layer with this path.
  ///
  /// @throws IllegalArgumentException if there is none; the message names those that are similar
  public Layer layer(String path) {
    return layers.require("layer", path).layer();
  }

  /// The name of the network's class.
  String type() {
    return layers.root().type();
  }

  /// How many learned numbers the network has, those the result does not depend on included. A parameter that
  /// stands in several places counts once.
  long parameterCount() {
    return layers.parameters().stream().mapToLong(p -> p.tensor().elements()).sum();
  }

  long parameterBytes() {
    return layers.parameters().stream()
        .mapToLong(p -> (long) p.tensor().elements() * p.dtype().bytes())
        .sum();
  }

  /// One line for each node.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node -> text.append(node).append('\n'));
    return text.toString();
  }

  /// The input, or one operation.
  public static final class Node {
    private final int id;
    private final LayerTree.Part part;
    private final Trace.@Nullable Step step;
    private final Trace.Value value;
    private final List<Node> inputs;
    private final long parameters;
    private final @Nullable StackTraceElement place;
    private final OperationCost cost;

    Node(
        int id,
        LayerTree.Part part,
        Trace.@Nullable Step step,
        Trace.Value value,
        List<Node> inputs,
        long parameters,
        @Nullable StackTraceElement place) {
      this.id = id;
      this.part = part;
      this.step = step;
      this.value = value;
      this.inputs = List.copyOf(inputs);
      this.parameters = parameters;
      this.place = place;
      this.cost = step == null ? OperationCost.NOTHING : OperationCost.of(step);
    }

    /// Its place in the order of the computation; the input has 0.
    public int id() {
      return id;
    }

    /// The path of its layer, dotted as in [Layer#parameters()]; empty for the network itself.
    public String path() {
      return part.path();
    }

    /// The innermost layer whose forward pass made it.
    public Layer layer() {
      return part.layer();
    }

    /// The operation; empty for the input.
    public Optional<Operation> operation() {
      return Optional.ofNullable(step).map(Trace.Step::operation);
    }

    LayerTree.Part part() {
      return part;
    }

    /// What a reader calls the operation, such as `conv2d` or `relu`.
    public String name() {
      return step == null ? "input" : OperationNames.of(step.operation(), part.layer());
    }

    /// The nodes whose results it reads, in the order of the operation's inputs. One may come twice.
    public List<Node> inputs() {
      return inputs;
    }

    /// All that the operation reads, constants too.
    public List<Trace.Value> values() {
      return step == null ? List.of() : step.inputs();
    }

    /// The sizes of the result.
    public Shape shape() {
      return value.shape();
    }

    /// The element type of the result.
    public DType dtype() {
      return value.dtype();
    }

    /// The result and the extra outputs.
    List<? extends Trace.Value> results() {
      return step == null ? List.of(value) : step.results();
    }

    /// How many learned numbers are read here for the first time.
    public long parameters() {
      return parameters;
    }

    /// How many products are added up: see [OperationCost].
    public long multiplyAdds() {
      return cost.multiplyAdds();
    }

    /// How many operations on numbers: see [OperationCost].
    public long flops() {
      return cost.flops();
    }

    /// How many bytes are read and written at least: see [OperationCost].
    public long bytes() {
      return cost.bytes();
    }

    /// The line that made it: in the innermost code of a user or of a whole network, else in the layer. Empty
    /// for the input.
    public Optional<StackTraceElement> place() {
      return Optional.ofNullable(place);
    }

    /// For example `12 layer1.0.conv1 conv2d [1, 64, 56, 56]`.
    @Override
    public String toString() {
      return "%d %s%s %s".formatted(id, path().isEmpty() ? "" : path() + " ", name(), shape());
    }
  }
}

package octavo.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.analysis.LayerTree.Part;
import octavo.autograd.Node;
import octavo.autograd.Trace;
import octavo.nn.ChannelNorm;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.op.ChannelAffine;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Makes the [NetworkGraph] of a network.
final class NetworkTracer {
  /// Inference, but parameters are leaves of the graph of gradients, so that one finds them in constants that were computed
  /// from them.
  static final Mode INFERENCE = Mode.inference().withGradients(true);

  private final LayerTree layers;
  private final CallTree calls;
  private final Set<Parameter> counted = new HashSet<>();
  private final List<NetworkGraph.Node> nodes = new ArrayList<>();
  private final Map<Trace.Value, NetworkGraph.Node> producers = new HashMap<>();

  private NetworkTracer(LayerTree layers, CallTree calls) {
    this.layers = layers;
    this.calls = calls;
  }

  static NetworkGraph trace(Layer network, Tensor sample, Mode mode) {
    LayerTree layers = new LayerTree(network);
    if (mode.usesBatchStatistics()) {
      refuseRunningStatistics(layers);
    }
    Mode recording = mode.withGradients(true); // so that parameters are seen
    CallTree calls = new CallTree();
    CallRecorder recorder = new CallRecorder(calls, layers, NetworkTracer.class);
    Trace trace;
    try {
      trace = Trace.of(x -> network.forward(x, recording), sample, recorder);
    } catch (RuntimeException e) {
      throw new FailureFinder(layers, calls).explain(e, NetworkTracer.class);
    }
    Invocation root = calls.root();
    if (root != null) {
      PathFinder.resolve(root, layers);
    }
    return new NetworkTracer(layers, calls).graph(trace);
  }

  /// A norm would move its running statistics by numbers that a trace does not compute.
  private static void refuseRunningStatistics(LayerTree layers) {
    for (Part part : layers.parts().values()) {
      if (part.layer() instanceof ChannelNorm norm && norm.runningMean() != null) {
        throw new IllegalArgumentException(
            "NetworkGraph: the mode must leave running statistics alone, but uses those of the batch, which move the ones of %s (%s). Use mode.withBatchStatistics(false)."
                .formatted(part.title(), part.type()));
      }
    }
  }

  private NetworkGraph graph(Trace trace) {
    Part network = layers.root();
    add(new NetworkGraph.Node(0, network, null, trace.input(), List.of(), 0, null), trace.input());
    for (Trace.Step step : trace.steps()) {
      Invocation run = calls.run(step);
      Part part = run == null || run.part == null ? network : run.part;
      NetworkGraph.Node node =
          new NetworkGraph.Node(
              nodes.size(),
              part,
              step,
              step.results().getFirst(),
              inputs(step),
              parameters(step, part),
              calls.place(step));
      step.results().forEach(result -> producers.put(result, node));
      nodes.add(node);
    }
    return new NetworkGraph(layers, nodes, output(trace));
  }

  private void add(NetworkGraph.Node node, Trace.Value value) {
    nodes.add(node);
    producers.put(value, node);
  }

  private List<NetworkGraph.Node> inputs(Trace.Step step) {
    List<NetworkGraph.Node> found = new ArrayList<>();
    for (Trace.Value value : step.inputs()) {
      NetworkGraph.Node producer = producers.get(value);
      if (producer != null) {
        found.add(producer);
      }
    }
    return found;
  }

  /// How many learned numbers no step before has read.
  private long parameters(Trace.Step step, Part part) {
    Set<Node> read = new LinkedHashSet<>(calls.leaves(step));
    if (step.operation() instanceof ChannelAffine && part.layer() instanceof ChannelNorm) {
      read.addAll(
          part.own()); // they are in a constant, whose history a frozen layer does not record
    }
    long count = 0;
    for (Node leaf : read) {
      @Nullable Parameter parameter = layers.parameter(leaf);
      if (parameter != null && counted.add(parameter)) {
        count += parameter.tensor().elements();
      }
    }
    return count;
  }

  private NetworkGraph.Node output(Trace trace) {
    NetworkGraph.Node output = producers.get(trace.output());
    if (output == null) {
      Trace.Step last = calls.last();
      Invocation run = last == null ? null : calls.run(last);
      throw new IllegalArgumentException(
          "NetworkGraph: the result must depend on the input, but is a constant %s. %s"
              .formatted(
                  trace.output().shape(),
                  last == null
                      ? "No operation reads the input."
                      : "The last operation that depends on the input is %s in %s."
                          .formatted(
                              last.operation().name(),
                              (run == null || run.part == null ? layers.root() : run.part)
                                  .title())));
    }
    return output;
  }
}

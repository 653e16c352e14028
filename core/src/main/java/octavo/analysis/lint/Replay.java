package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import octavo.analysis.NetworkGraph;
import octavo.autograd.Trace;
import octavo.nn.ActivationStatistics;
import octavo.nn.BatchNorm;
import octavo.nn.Parameter;
import octavo.op.ChannelAffine;
import octavo.op.Dropout;
import octavo.op.Operation;
import octavo.tensor.Tensor;

/// The graph computed once more for the first batch: norms by the statistics of the batch, as in
/// training, without dropout. Only what rules ask for is kept: the statistics of the activations, and how
/// large the inputs of layers with weights are.
///
/// @param statistics of each activation that can be dead or saturated
/// @param inputs the least and the largest number that enters a layer with weights
record Replay(
    Map<NetworkGraph.Node, ActivationStatistics> statistics,
    Map<NetworkGraph.Node, Interval> inputs) {

  static Replay of(Subject subject) {
    NetworkGraph graph = subject.graph();
    Map<NetworkGraph.Node, Integer> unread = new HashMap<>();
    graph.nodes().forEach(n -> n.inputs().forEach(i -> unread.merge(i, 1, Integer::sum)));
    Map<NetworkGraph.Node, Tensor[]> results = new HashMap<>();
    results.put(graph.input(), new Tensor[] {subject.sample()});
    Replay replay = new Replay(new HashMap<>(), new HashMap<>());
    for (NetworkGraph.Node node : graph.nodes()) {
      if (node.operation().isEmpty()) {
        continue;
      }
      Tensor[] read = read(node, results);
      Tensor[] result = compute(node, node.operation().get(), read);
      results.put(node, result);
      replay.look(node, read, result[0]);
      for (NetworkGraph.Node input : node.inputs()) {
        if (unread.merge(input, -1, Integer::sum) == 0) {
          results.remove(input);
        }
      }
    }
    return replay;
  }

  private static Tensor[] read(NetworkGraph.Node node, Map<NetworkGraph.Node, Tensor[]> results) {
    List<Tensor> read = new ArrayList<>();
    int next = 0;
    for (Trace.Value value : node.values()) {
      if (value instanceof Trace.Constant constant) {
        read.add(constant.tensor().stopGradient());
        continue;
      }
      Tensor[] from = results.get(node.inputs().get(next++));
      if (from == null) {
        throw new IllegalStateException("Replay: " + node + " is read before it is computed.");
      }
      read.add(from[value instanceof Trace.Result result ? result.index() : 0]);
    }
    return read.toArray(new Tensor[0]);
  }

  private static Tensor[] compute(NetworkGraph.Node node, Operation operation, Tensor[] read) {
    if (operation instanceof Dropout) {
      return new Tensor[] {read[0]};
    }
    boolean several = read[0].rank() == 3 && read[0].size(0) * read[0].size(2) > 1;
    if (operation instanceof ChannelAffine && node.layer() instanceof BatchNorm norm && several) {
      Parameter weight = norm.weight();
      Parameter bias = norm.bias();
      Operation byBatch = new octavo.op.BatchNorm(norm.epsilon());
      return weight == null || bias == null
          ? byBatch.evaluate(new Tensor[] {read[0]})
          : byBatch.evaluate(new Tensor[] {read[0], weight.tensor(), bias.tensor()});
    }
    return operation.evaluate(read);
  }

  private void look(NetworkGraph.Node node, Tensor[] read, Tensor y) {
    if (Ways.isWeighted(node) && read[0].elements() > 0 && read[0].dtype().isFloating()) {
      inputs.put(
          node, Interval.of(Math.min(0, read[0].min().item()), Math.max(0, read[0].max().item())));
    }
    Activation kind = Activation.of(node);
    if (kind == null || y.rank() < 2 || y.elements() == 0) {
      return;
    }
    int units = unitAxis(node);
    Tensor byUnit = units == 1 ? y : y.reshape(-1, y.size(-1));
    statistics.put(node, ActivationStatistics.of(byUnit, kind.range()));
  }

  /// Features stand last behind a linear layer, else on axis 1.
  private static int unitAxis(NetworkGraph.Node node) {
    NetworkGraph.Node at = node;
    while (!at.inputs().isEmpty() && !Ways.isWeighted(at)) {
      at = at.inputs().getFirst();
    }
    boolean linear = Ways.is(at, octavo.op.LinearMap.class);
    return linear ? node.shape().rank() - 1 : 1;
  }
}

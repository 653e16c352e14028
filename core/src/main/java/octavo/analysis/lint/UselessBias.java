package octavo.analysis.lint;

import java.util.Optional;
import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.nn.ChannelNorm;
import octavo.nn.Parameter;
import octavo.op.Arithmetic;
import octavo.op.Conv2d;
import octavo.op.Conv3d;
import octavo.op.GroupNorm;
import octavo.op.LinearMap;
import octavo.op.Operation;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Biases of channels that a batch or instance norm behind them takes off with the channel's mean: `E[x +
/// b] = E[x] + b`, as a group norm of one channel a group does. A layer norm or one of larger groups averages
/// over several channels, and the bias ahead of it stays.
record UselessBias() implements Rule {
  @Override
  public String name() {
    return "useless-bias";
  }

  @Override
  public String says() {
    return "a bias ahead of a batch or instance norm, which takes it off again";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      Optional<Bias> bias = bias(subject, node);
      if (bias.isEmpty() || uses(subject, bias.get().name()) != 1) {
        continue;
      }
      NetworkGraph.Node norm = canceller(subject.graph(), node, bias.get().axis());
      if (norm != null) {
        report(subject, node, bias.get(), norm, findings);
      }
    }
  }

  /// A parameter that is added to whole channels.
  ///
  /// @param name of the parameter
  /// @param axis of the channels in the result
  private record Bias(String name, int axis) {}

  private static Optional<Bias> bias(Subject subject, NetworkGraph.Node node) {
    Operation operation = node.operation().orElse(null);
    boolean third = node.values().size() > 2;
    return switch (operation) {
      case LinearMap linear when third -> third(subject, node, 1);
      case Conv2d conv when third -> third(subject, node, conv.choice().channelsLast() ? 3 : 1);
      case Conv3d conv when third -> third(subject, node, 1);
      case Arithmetic sum when sum.function() == BinaryFunction.ADD && node.inputs().size() == 1 ->
          added(subject, node);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Bias> third(Subject subject, NetworkGraph.Node node, int axis) {
    return subject.parameter(node.values().get(2)).map(name -> new Bias(name, axis));
  }

  /// As transposed convolutions add theirs: `[channels, 1, 1]`.
  private static Optional<Bias> added(Subject subject, NetworkGraph.Node node) {
    for (var value : node.values()) {
      Optional<String> name = subject.parameter(value);
      Shape shape = value.shape();
      for (int a = 0; name.isPresent() && a < shape.rank(); a++) {
        int axis = node.shape().rank() - shape.rank() + a;
        if (shape.size(a) == shape.elements()
            && axis >= 0
            && shape.size(a) == node.shape().size(axis)) {
          return Optional.of(new Bias(name.get(), axis));
        }
      }
    }
    return Optional.empty();
  }

  /// How many operations read the parameter.
  private static long uses(Subject subject, String name) {
    return subject.graph().nodes().stream()
        .flatMap(node -> node.values().stream())
        .filter(value -> subject.parameter(value).filter(name::equals).isPresent())
        .count();
  }

  /// A norm behind the node, if all that is computed from the node goes through norms that take off what
  /// is added to a channel; else null.
  private static NetworkGraph.@Nullable Node canceller(
      NetworkGraph graph, NetworkGraph.Node node, int axis) {
    if (node == graph.output()) {
      return null;
    }
    NetworkGraph.Node found = null;
    for (NetworkGraph.Node reader : graph.readers(node)) {
      if (takesOffTheMean(reader, node)) {
        found = axis == 1 ? reader : null;
      } else {
        int next = ChannelConstants.through(reader, node, axis);
        found = next < 0 ? null : canceller(graph, reader, next);
      }
      if (found == null) {
        return null;
      }
    }
    return found;
  }

  /// Whether the reader normalizes each channel for itself: a batch or instance norm, or a group norm with
  /// a group for each channel.
  private static boolean takesOffTheMean(NetworkGraph.Node reader, NetworkGraph.Node node) {
    if (reader.inputs().getFirst() != node) {
      return false;
    }
    if (reader.operation().orElse(null) instanceof GroupNorm norm) {
      return node.shape().rank() > 1 && norm.groups() == node.shape().size(1);
    }
    return Norms.isEntry(reader, node)
        && reader.layer() instanceof ChannelNorm norm
        && norm.takesRank(node.shape().rank());
  }

  private static void report(
      Subject subject,
      NetworkGraph.Node node,
      Bias bias,
      NetworkGraph.Node norm,
      Findings findings) {
    Parameter parameter = subject.parameters().get(bias.name());
    int numbers = parameter == null ? 0 : parameter.tensor().elements();
    int bytes = parameter == null ? 0 : numbers * parameter.dtype().bytes();
    findings.at(
        Severity.WARNING,
        bias.name(),
        node,
        "the bias of %d numbers stands ahead of the norm %s, which takes off the mean of each channel and the bias with it."
            .formatted(numbers, Paths.quoted(norm.path())),
        "It changes no output in training and its gradient is 0; it costs %d parameters, %d bytes, and as much again for each number that the optimizer keeps of it."
            .formatted(numbers, bytes),
        "Create the layer withoutBias(), or build the block by Sequential.builder(), which leaves it out.");
  }
}

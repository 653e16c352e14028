package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import octavo.autograd.Trace;
import octavo.nn.Parameter;

/// A part of the network that no gradient, or no optimizer, reaches.
///
/// @param path of a layer of whose parameters none is reached, or of a parameter of another layer
/// @param isLayer whether it is a layer
/// @param numbers how many do not change
/// @param isRead whether an operation of the graph is the layer's or reads one of its parameters
record Unreached(String path, boolean isLayer, long numbers, boolean isRead) {
  /// Each outermost layer that is not reached, then each parameter of the others that is not.
  static List<Unreached> in(Subject subject, Predicate<Parameter> isReached) {
    List<Unreached> found = new ArrayList<>();
    for (Placed placed : subject.layers()) {
      List<Parameter> own = parameters(placed, subject);
      if (!isWithin(found, placed.path()) && !own.isEmpty() && own.stream().noneMatch(isReached)) {
        found.add(new Unreached(placed.path(), true, count(own), isRead(placed.path(), subject)));
      }
    }
    for (Map.Entry<String, Parameter> entry : subject.distinctParameters()) {
      String name = entry.getKey();
      if (!isWithin(found, name) && !isReached.test(entry.getValue())) {
        found.add(
            new Unreached(name, false, count(List.of(entry.getValue())), isRead(name, subject)));
      }
    }
    return found;
  }

  private static boolean isWithin(List<Unreached> above, String path) {
    return above.stream().anyMatch(one -> Paths.isWithin(path, one.path()));
  }

  /// How many numbers a layer learns, those of its parts among them.
  static long numbers(Placed placed, Subject subject) {
    return count(parameters(placed, subject));
  }

  private static long count(List<Parameter> parameters) {
    return parameters.stream().mapToLong(p -> p.tensor().elements()).sum();
  }

  /// By their names in the network: asking a part for its parameters would give them others.
  private static List<Parameter> parameters(Placed placed, Subject subject) {
    return subject.parameters().entrySet().stream()
        .filter(entry -> Paths.isWithin(entry.getKey(), placed.path()))
        .map(Map.Entry::getValue)
        .distinct()
        .toList();
  }

  private static boolean isRead(String path, Subject subject) {
    return subject.graph().nodes().stream()
        .anyMatch(node ->
            (node.operation().isPresent() && !path.isEmpty() && Paths.isWithin(node.path(), path))
                || node.values().stream().anyMatch(value -> reads(value, path, subject)));
  }

  private static boolean reads(Trace.Value value, String path, Subject subject) {
    return subject.parameter(value).filter(name -> Paths.isWithin(name, path)).isPresent();
  }
}

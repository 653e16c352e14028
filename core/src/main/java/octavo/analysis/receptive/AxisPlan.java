package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.receptive.AxisLink.All;
import octavo.analysis.receptive.AxisLink.Same;
import octavo.analysis.receptive.Computation.Cell;
import octavo.analysis.receptive.Computation.Operand;
import octavo.op.Operation;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The rules of all operations of a network, with the parts of its axes: what both calculations walk along.
final class AxisPlan {
  private final Computation computation;
  private final Rules rules;
  private final List<Layout> layouts = new ArrayList<>();
  private final List<List<Edge>> edges = new ArrayList<>();

  /// From a cell's result to that of a reader.
  ///
  /// @param from the cell that is read
  /// @param stages what happens on the way, in the order of the computation
  record Edge(int from, List<Stage> stages) {}

  /// What an operation reads; null for one that is unknown.
  interface Rules {
    /// The rule for an operation at its place.
    @Nullable OperationMap of(Application application);
  }

  /// @param rules what each operation reads, [OperationRules] but for tests
  AxisPlan(Computation computation, Rules rules) {
    this.computation = computation;
    this.rules = rules;
    for (Cell cell : computation.cells()) {
      if (cell.shape().elements() == 0) {
        throw new IllegalArgumentException(
            "ReceptiveField: every tensor must have numbers, but %s gives %s. Trace a larger input."
                .formatted(cell.label(), cell.shape()));
      }
      Operation operation = cell.operation();
      if (operation == null) {
        layouts.add(Layout.of(cell.shape()));
        edges.add(List.of());
      } else {
        add(cell, operation);
      }
    }
  }

  List<Cell> cells() {
    return computation.cells();
  }

  Layout layout(int cell) {
    return layouts.get(cell);
  }

  /// What a cell reads, in order.
  List<Edge> edges(int cell) {
    return edges.get(cell);
  }

  private void add(Cell cell, Operation operation) {
    OperationMap map = rules.of(application(cell, operation));
    switch (map) {
      case null ->
          throw new IllegalArgumentException(
              "ReceptiveField: every operation must have a rule for what it reads, but %s in layer '%s' (%s) has none. Compose it of the library's operations, or ask the gradient alone: ReceptiveField.measure(graph, node, input, place)."
                  .formatted(operation.name(), cell.path(), operation.getClass().getName()));
      case OperationMap.Refusal refusal ->
          throw new IllegalArgumentException(
              "ReceptiveField: %s in layer '%s' has no receptive field: %s."
                  .formatted(operation.name(), cell.path(), refusal.reason()));
      case OperationMap.Regrouped _ -> addRegrouped(cell);
      case OperationMap.Links links -> addLinks(cell, links);
      case OperationMap.Parts parts -> addParts(cell, parts);
    }
  }

  private Application application(Cell cell, Operation operation) {
    List<@Nullable Tensor> constants = new ArrayList<>();
    List<Application.@Nullable Source> sources = new ArrayList<>();
    for (Operand operand : cell.operands()) {
      constants.add(operand.constant());
      sources.add(operand.isComputed() ? source(operand.cell()) : null);
    }
    return new Application(
        operation,
        cell.operands().stream().map(Operand::shape).toList(),
        constants,
        sources,
        cell.shape());
  }

  /// What computed the numbers of a cell that may only rearrange them.
  private Application.Source source(int number) {
    int origin = computation.origin(number);
    Cell cell = cells().get(origin);
    List<Integer> inputs = new ArrayList<>();
    for (Operand operand : cell.operands()) {
      if (operand.isComputed()) {
        inputs.add(computation.origin(operand.cell()));
      }
    }
    return new Application.Source(origin, cell.operation(), inputs);
  }

  private void addRegrouped(Cell cell) {
    int from = cell.operands().getFirst().cell();
    List<Stage> stages = new ArrayList<>();
    layouts.add(Regrouping.of(layouts.get(from).sizes(), cell.shape(), stages));
    edges.add(List.of(new Edge(from, stages)));
  }

  private void addParts(Cell cell, OperationMap.Parts map) {
    Layout out = new Layout(map.outParts());
    List<Edge> found = new ArrayList<>();
    for (int i = 0; i < map.inputs().size(); i++) {
      Operand operand = cell.operands().get(i);
      List<AxisLink> links = map.inputs().get(i);
      if (operand.isComputed() && links != null) {
        List<Stage> stages = new ArrayList<>();
        Layout layout = layouts.get(operand.cell());
        for (int axis = 0; axis < layout.parts().size(); axis++) {
          List<Integer> wanted = map.inParts().get(i).get(axis);
          Regrouping.axis(layout, axis, wanted, stages);
          layout = layout.with(axis, wanted);
        }
        stages.add(new Stage.Links(links, out.sizes()));
        found.add(new Edge(operand.cell(), stages));
      }
    }
    layouts.add(out);
    edges.add(found);
  }

  private void addLinks(Cell cell, OperationMap.Links map) {
    Layout out = Layout.of(cell.shape());
    for (int axis = 0; axis < cell.shape().rank(); axis++) {
      List<Integer> common = commonParts(cell, map, axis);
      out = common == null ? out : out.with(axis, common);
    }
    List<Edge> found = new ArrayList<>();
    for (int i = 0; i < map.inputs().size(); i++) {
      Operand operand = cell.operands().get(i);
      List<AxisLink> links = map.inputs().get(i);
      if (operand.isComputed() && links != null) {
        found.add(edge(operand.cell(), links, out));
      }
    }
    layouts.add(out);
    edges.add(found);
  }

  /// The parts of an axis that all inputs hand on number by number; null if there are none or they differ.
  private @Nullable List<Integer> commonParts(Cell cell, OperationMap.Links map, int axis) {
    List<Integer> common = null;
    for (int i = 0; i < map.inputs().size(); i++) {
      Operand operand = cell.operands().get(i);
      List<AxisLink> links = map.inputs().get(i);
      for (int a = 0; links != null && operand.isComputed() && a < links.size(); a++) {
        AxisLink link = links.get(a);
        if (link.axis() == axis) {
          List<Integer> parts = layouts.get(operand.cell()).parts().get(a);
          if (!(link instanceof Same) || (common != null && !common.equals(parts))) {
            return null;
          }
          common = parts;
        }
      }
    }
    return common;
  }

  private Edge edge(int from, List<AxisLink> links, Layout out) {
    List<Stage> stages = new ArrayList<>();
    Layout in = layouts.get(from);
    for (int axis = 0; axis < links.size(); axis++) {
      AxisLink link = links.get(axis);
      if (!(link instanceof All)) {
        List<Integer> wanted =
            link instanceof Same ? out.parts().get(link.axis()) : List.of(size(in, axis));
        Regrouping.axis(in, axis, wanted, stages);
        in = in.with(axis, wanted);
      }
    }
    List<AxisLink> parts = new ArrayList<>();
    for (int axis = 0; axis < links.size(); axis++) {
      AxisLink link = links.get(axis);
      int first = link instanceof All ? -1 : out.first(link.axis());
      for (int part = 0; part < in.parts().get(axis).size(); part++) {
        parts.add(
            link instanceof All ? new All(in.parts().get(axis).get(part)) : link.at(first + part));
      }
    }
    stages.add(new Stage.Links(parts, out.sizes()));
    return new Edge(from, stages);
  }

  private static int size(Layout layout, int axis) {
    int product = 1;
    for (int part : layout.parts().get(axis)) {
      product *= part;
    }
    return product;
  }
}

package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import octavo.analysis.NetworkGraph;
import octavo.autograd.Trace;
import octavo.op.Copy;
import octavo.op.Operation;
import octavo.op.Reshape;
import octavo.op.SqueezeAxis;
import octavo.op.UnsqueezeAxis;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The operations of a network under numbers; 0 is the input.
///
/// @param cells each after those it reads
record Computation(List<Cell> cells) {
  /// One operation at its place, or the input.
  ///
  /// @param path the layer whose forward made it
  /// @param name what a reader calls the operation
  /// @param operation the operation, null for the input
  /// @param operands what it reads
  /// @param shape the shape of its result
  /// @param dtype the element type of its result
  record Cell(
      String path,
      String name,
      @Nullable Operation operation,
      List<Operand> operands,
      Shape shape,
      DType dtype) {
    /// The path and the operation, as a message names them.
    String label() {
      return path.isEmpty() ? name : path + " (" + name + ")";
    }
  }

  /// One input of an operation: the result of a cell, or a constant.
  ///
  /// @param cell the number of the cell, -1 for a constant
  /// @param output which of its outputs
  /// @param constant the tensor of a constant
  record Operand(int cell, int output, @Nullable Tensor constant, Shape shape) {
    boolean isComputed() {
      return cell >= 0;
    }
  }

  /// Which cells the result of one depends on, itself among them.
  boolean[] needed(int last) {
    boolean[] needed = new boolean[last + 1];
    needed[last] = true;
    for (int at = last; at > 0; at--) {
      for (Operand operand : cells.get(at).operands()) {
        if (needed[at] && operand.isComputed()) {
          needed[operand.cell()] = true;
        }
      }
    }
    return needed;
  }

  /// The cell that computed the numbers of another one, which may only rearrange them.
  int origin(int cell) {
    int at = cell;
    while (isRearrangement(cells.get(at).operation())) {
      at = cells.get(at).operands().getFirst().cell();
    }
    return at;
  }

  /// Whether an operation hands on the same numbers in the same order.
  private static boolean isRearrangement(@Nullable Operation operation) {
    return operation instanceof Reshape
        || operation instanceof SqueezeAxis
        || operation instanceof UnsqueezeAxis
        || operation instanceof Copy;
  }

  /// The operations of a graph, under the numbers of its nodes.
  static Computation of(NetworkGraph graph) {
    List<Cell> cells = new ArrayList<>();
    for (NetworkGraph.Node node : graph.nodes()) {
      List<Operand> operands = new ArrayList<>();
      Iterator<NetworkGraph.Node> computed = node.inputs().iterator();
      for (Trace.Value value : node.values()) {
        operands.add(
            switch (value) {
              case Trace.Constant c -> new Operand(-1, 0, c.tensor(), c.shape());
              case Trace.Input _ -> new Operand(computed.next().id(), 0, null, value.shape());
              case Trace.Result r ->
                  new Operand(computed.next().id(), r.index(), null, value.shape());
            });
      }
      cells.add(
          new Cell(
              node.path(),
              node.name(),
              node.operation().orElse(null),
              operands,
              node.shape(),
              node.dtype()));
    }
    return new Computation(List.copyOf(cells));
  }
}

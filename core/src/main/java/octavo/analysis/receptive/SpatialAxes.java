package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.analysis.receptive.AxisLink.All;
import octavo.analysis.receptive.AxisLink.Blocks;
import octavo.analysis.receptive.AxisLink.Same;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv3d;
import octavo.op.Conv3dInputGradient;
import octavo.op.Gemm;
import octavo.op.LayerNorm;
import octavo.op.LinearMap;
import octavo.op.MatrixProduct;
import octavo.op.Operation;
import octavo.op.RecurrentSequence;
import octavo.op.RmsNorm;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Which axes of an input are space or time: all but the batch and those that the first operation to look across
/// them sums up as channels or features.
final class SpatialAxes {
  private SpatialAxes() {}

  /// What the first operation that looks across an axis makes of it.
  private enum Role {
    CHANNELS,
    SPACE,
    UNDECIDED
  }

  static List<Integer> of(AxisPlan plan) {
    Shape shape = plan.cells().getFirst().shape();
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "ReceptiveField: the input must have a batch axis and others behind it, but is %s. %s"
              .formatted(
                  shape,
                  shape.rank() == 0
                      ? "Trace [1, …]."
                      : "Name the axis: ReceptiveField.of(graph, 0), or trace [1, …]."));
    }
    List<Integer> found = new ArrayList<>();
    boolean channels = false;
    for (int axis = shape.rank() - 1; axis >= 1; axis--) {
      Role role = shape.size(axis) == 1 ? Role.CHANNELS : role(plan, axis);
      // [batch, channels, …] unless other channels are found
      boolean first = axis == 1 && shape.rank() > 2 && !channels;
      if (role == Role.SPACE || (role == Role.UNDECIDED && !first)) {
        found.addFirst(axis);
      }
      channels |= role == Role.CHANNELS;
    }
    for (int axis = shape.rank() > 2 ? 2 : 1; found.isEmpty() && axis < shape.rank(); axis++) {
      found.add(axis);
    }
    return List.copyOf(found);
  }

  private static Role role(AxisPlan plan, int axis) {
    int[] carriers = new int[plan.cells().size()];
    Arrays.fill(carriers, -1);
    carriers[0] = axis;
    for (int cell = 1; cell < carriers.length; cell++) {
      Operation operation = plan.cells().get(cell).operation();
      for (AxisPlan.Edge edge : plan.edges(cell)) {
        int at = carriers[edge.from()];
        for (Stage stage : edge.stages()) {
          if (at >= 0 && stage instanceof Stage.Links links) {
            AxisLink link = links.links().get(at);
            if (link instanceof All || link instanceof Blocks) {
              return isSum(operation) ? Role.CHANNELS : Role.SPACE;
            }
            if (!(link instanceof Same)) {
              return Role.SPACE;
            }
            at = link.axis();
          } else {
            at = -1; // laid out anew: not followed
          }
        }
        carriers[cell] = Math.max(carriers[cell], at);
      }
    }
    return Role.UNDECIDED;
  }

  private static boolean isSum(@Nullable Operation operation) {
    return operation instanceof Conv2d
        || operation instanceof Conv3d
        || operation instanceof Conv2dInputGradient
        || operation instanceof Conv3dInputGradient
        || operation instanceof LinearMap
        || operation instanceof MatrixProduct
        || operation instanceof Gemm
        || operation instanceof RecurrentSequence
        || operation instanceof LayerNorm
        || operation instanceof RmsNorm;
  }
}

package octavo.analysis.receptive;

import java.util.List;
import octavo.op.Operation;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One operation at work, as its rule sees it.
///
/// @param operation the operation
/// @param inputs the shapes of its inputs
/// @param constants the inputs that are constants, null for those that are computed
/// @param sources what computed an input, rearrangements of numbers looked through; null for constants
/// @param output the shape of the result
record Application(
    Operation operation,
    List<Shape> inputs,
    List<@Nullable Tensor> constants,
    List<@Nullable Source> sources,
    Shape output) {
  /// What an input comes from.
  ///
  /// @param cell the number of the node
  /// @param operation its operation, null for the input of the network
  /// @param inputs what that operation's own inputs come from
  record Source(int cell, @Nullable Operation operation, List<Integer> inputs) {}

  Shape input(int i) {
    return inputs.get(i);
  }

  boolean isConstant(int i) {
    return constants.get(i) != null;
  }
}

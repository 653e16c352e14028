package octavo.analysis.receptive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rule of an operation says.
sealed interface OperationMap {
  /// For each input one link for each of its axes, or null for an input that is not read or is followed
  /// elsewhere.
  record Links(List<@Nullable List<AxisLink>> inputs) implements OperationMap {}

  /// Links between parts of axes: the result's axis `a` is made of axes of the sizes `outParts[a]`, one inside
  /// the other, and so are those of the inputs. Links name parts, counted through all axes.
  record Parts(
      List<List<Integer>> outParts,
      List<List<List<Integer>>> inParts,
      List<@Nullable List<AxisLink>> inputs)
      implements OperationMap {}

  /// The same numbers in the same order under another shape.
  record Regrouped() implements OperationMap {}

  /// There is no answer, and why.
  record Refusal(String reason) implements OperationMap {}
}

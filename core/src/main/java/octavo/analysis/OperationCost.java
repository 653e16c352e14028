package octavo.analysis;

import java.util.HashSet;
import java.util.Set;
import octavo.autograd.Trace;
import octavo.op.Operation;
import octavo.op.ViewOp;

/// What one operation costs, counted by the definition and not by the way it is computed.
///
/// - **Multiply-adds** are the products that convolutions, linear maps, matrix products, attention and
///   recurrent cells add up; also those with padding, as published figures count them. A bias is
///   none.
/// - **FLOPs** are two for each multiply-add; a bias takes the place of the first sum. Where nothing is
///   multiplied and added it is for each number
///     - 1 for a function of one or two numbers, whatever the function; 2 for a clamp, which compares twice, and
///       for dropout;
///     - 1 for a sum or a maximum, along axes or over a window, for each number that is looked at, so that one in
///       several windows counts in each; 1 more for each mean;
///     - 5 for softmax (maximum, difference, exponential, sum, quotient) and its logarithm, 4 for `logSumExp`;
///     - 5 for a norm (sum, difference, square, sum, quotient), 3 for one without a mean, and 1 each for a weight
///       and a bias; 2 with fixed statistics, which hold both;
///     - `2k − 1` for a mean of `k` weighted numbers in a resizing, for each axis;
///     - `log₂ n` for sorting `n`;
///     - in a recurrent step 1 for each sum, product and function of a hidden unit.
///
///   Numbers that are only moved, chosen by index or converted cost nothing.
/// - **Bytes** are those of the inputs, each read once, and of the results, written once: what passes through
///   memory at least, if the caches hold nothing from before. Other arrangements of the same numbers cost
///   nothing, and a choice by index reads what it chooses.
///
/// An operation from elsewhere counts one for each number of its result.
///
/// @param multiplyAdds products that are added up
/// @param flops operations on numbers
/// @param bytes read and written
public record OperationCost(long multiplyAdds, long flops, long bytes) {
  static final OperationCost NOTHING = new OperationCost(0, 0, 0);

  /// Whether an operation is counted by a rule of its own, and not as one from elsewhere.
  public static boolean isKnown(Operation operation) {
    return CostRules.know(operation.getClass());
  }

  /// The cost of a step of a trace.
  static OperationCost of(Trace.Step step) {
    Arithmetic arithmetic = CostRules.of(step.operation(), new Sizes(step));
    if (step.operation() instanceof ViewOp) {
      return NOTHING;
    }
    long read = CostRules.choosesByIndex(step.operation()) ? chosen(step) : read(step);
    long written = step.results().stream().mapToLong(OperationCost::bytes).sum();
    return new OperationCost(arithmetic.multiplyAdds(), arithmetic.flops(), read + written);
  }

  private static long read(Trace.Step step) {
    Set<Trace.Value> distinct = new HashSet<>(step.inputs());
    return distinct.stream().mapToLong(OperationCost::bytes).sum();
  }

  private static long chosen(Trace.Step step) {
    return bytes(step.results().getFirst()) + bytes(step.inputs().get(1));
  }

  /// The memory of a tensor.
  static long bytes(Trace.Value value) {
    return (long) value.shape().elements() * value.dtype().bytes();
  }

  /// What is computed.
  ///
  /// @param multiplyAdds products that are added up
  /// @param flops operations on numbers, these included
  record Arithmetic(long multiplyAdds, long flops) {
    static final Arithmetic NONE = new Arithmetic(0, 0);

    static Arithmetic flops(long number) {
      return new Arithmetic(0, number);
    }

    static Arithmetic products(long number) {
      return new Arithmetic(number, 2 * number);
    }

    Arithmetic and(long moreFlops) {
      return new Arithmetic(multiplyAdds, flops + moreFlops);
    }
  }
}

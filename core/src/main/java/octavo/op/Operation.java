package octavo.op;

import octavo.autograd.Backward;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A function of tensors with a rule for its gradient.
///
/// An operation has one differentiable result and may have extra outputs, which are constants (the
/// statistics of a normalization, for instance). Most implement [UnaryOp] or [BinaryOp].
public interface Operation {
  /// The name in messages and lists: the public method's.
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  /// Computes the result (first) and the extra outputs. Checks its inputs before any arithmetic.
  Tensor[] evaluate(Tensor[] inputs);

  /// What [#evaluate] gives, in its sizes and element types; numbers may be any. What is costly to compute and
  /// simple to measure out answers without computing.
  default Tensor[] outline(Tensor[] inputs) {
    return evaluate(inputs);
  }

  /// The gradients with respect to the inputs; null where [Backward#needs] is false or the gradient
  /// is zero everywhere. A gradient may have any shape that the input broadcasts to.
  @Nullable Tensor[] backward(Backward at);

  /// What the rule reads and the engine must therefore keep.
  Saves saves();

  /// Whether [#evaluate] does nothing but apply other operations to the inputs it is given, so that
  /// a trace records those instead.
  default boolean isComposite() {
    return false;
  }

  /// What is kept of an operation for its backward rule.
  enum Saves {
    /// Only shapes.
    NOTHING,
    /// The inputs.
    INPUTS,
    /// The result and the extra outputs.
    OUTPUTS,
    /// Both.
    INPUTS_AND_OUTPUTS;

    /// Whether inputs are kept.
    public boolean inputs() {
      return this == INPUTS || this == INPUTS_AND_OUTPUTS;
    }

    /// Whether outputs are kept.
    public boolean outputs() {
      return this == OUTPUTS || this == INPUTS_AND_OUTPUTS;
    }
  }
}

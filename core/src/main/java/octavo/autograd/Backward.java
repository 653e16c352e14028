package octavo.autograd;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// What a backward rule is given: the gradient of the result, and the inputs and outputs that the
/// operation's `saves()` names.
///
/// While a graph of the gradient itself is recorded ([#recording()]) the tensors are tracked, so a
/// rule written in tensor methods has derivatives of any order. Otherwise they are plain values,
/// and a rule may use a fused kernel.
public final class Backward {
  private final OperationNode node;
  private final Tensor dy;
  private final boolean recording;
  private final boolean[] needed;
  private final boolean mayOverwrite;

  Backward(
      OperationNode node, Tensor dy, boolean recording, boolean[] needed, boolean mayOverwrite) {
    this.node = node;
    this.dy = dy;
    this.recording = recording;
    this.needed = needed;
    this.mayOverwrite = mayOverwrite;
  }

  /// The gradient with respect to the result; it has the result's shape.
  public Tensor dy() {
    return dy;
  }

  /// Whether the rule may write its result over the numbers of [#dy()], which nobody reads after it. They are
  /// contiguous then.
  public boolean mayOverwriteDy() {
    return mayOverwrite;
  }

  /// The result of the operation.
  public Tensor y() {
    Tensor y = node.output(0);
    return recording ? y.withNode(node) : y;
  }

  /// Extra output `i` (from 0) of the operation; a constant.
  public Tensor extra(int i) {
    return node.output(i + 1);
  }

  /// Input `i`.
  public Tensor x(int i) {
    Tensor x = node.input(i);
    return recording ? x : x.stopGradient();
  }

  /// Input `i` with its history, recording or not: for an operation that computes a graph again.
  public Tensor leaf(int i) {
    return node.input(i);
  }

  /// The first input.
  public Tensor x() {
    return x(0);
  }

  /// The shape of input `i`; known without saving it.
  public Shape shape(int i) {
    return node.inputShapes[i];
  }

  /// The number of inputs.
  public int inputs() {
    return needed.length;
  }

  /// Whether somebody asks for the gradient of input `i`.
  public boolean needs(int i) {
    return needed[i];
  }

  /// Whether the computation of this gradient is itself recorded, for a higher derivative.
  public boolean recording() {
    return recording;
  }
}

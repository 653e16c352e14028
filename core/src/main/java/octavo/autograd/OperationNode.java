package octavo.autograd;

import octavo.op.Operation;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One recorded application of an operation: its inputs' nodes, and as much of its inputs and
/// outputs as its rule says that it needs.
public final class OperationNode extends Node {
  final Operation operation;
  final @Nullable Node[] parents;
  final Shape[] inputShapes;
  final DType[] inputTypes;
  final Tensor @Nullable [] inputs;
  final Tensor @Nullable [] outputs;
  private final int @Nullable [] versions;

  OperationNode(Operation operation, Tensor[] inputs, Tensor[] outputs) {
    this.operation = operation;
    int n = inputs.length;
    this.parents = new @Nullable Node[n];
    this.inputShapes = new Shape[n];
    this.inputTypes = new DType[n];
    for (int i = 0; i < n; i++) {
      parents[i] = inputs[i].node();
      inputShapes[i] = inputs[i].shape();
      inputTypes[i] = inputs[i].dtype();
    }
    Operation.Saves saves = operation.saves();
    this.outputs = saves.outputs() ? outputs : null;
    if (saves.inputs()) {
      this.inputs = inputs;
      this.versions = new int[n];
      for (int i = 0; i < n; i++) {
        versions[i] = inputs[i].view().storage().version();
      }
    } else {
      this.inputs = null;
      this.versions = null;
    }
  }

  @Override
  public String label() {
    return operation.name();
  }

  /// Input `i` as it was; fails where its numbers have been changed in place since.
  Tensor input(int i) {
    if (inputs == null || versions == null) {
      throw new IllegalStateException(
          label() + ": the backward rule reads an input, but saves() does not name it.");
    }
    Tensor x = inputs[i];
    int now = x.view().storage().version();
    if (now != versions[i]) {
      Node parent = parents[i];
      throw new IllegalStateException(
          label()
              + ": the backward pass needs "
              + (parent == null ? "an input" : parent.label())
              + " as it was in the forward pass (version "
              + versions[i]
              + "), but it has been updated since (version "
              + now
              + "). Take the gradients before the optimizer's step, or compute the forward pass again.");
    }
    return x;
  }

  Tensor output(int i) {
    if (outputs == null) {
      throw new IllegalStateException(
          label() + ": the backward rule reads its output, but saves() does not name it.");
    }
    return outputs[i];
  }
}

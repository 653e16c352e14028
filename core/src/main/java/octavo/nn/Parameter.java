package octavo.nn;

import octavo.autograd.Differentiable;
import octavo.autograd.Leaf;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Numbers that are learned: the only thing of a network, besides a [Buffer], that changes.
///
/// An optimizer updates the numbers in place. A gradient taken after an update of a forward pass
/// from before it fails with a message instead of mixing both.
public final class Parameter implements Differentiable {
  private final Tensor value;
  private final Tensor leaf;
  private String name = "";

  private Parameter(Tensor value) {
    this.value = value;
    this.leaf = value.withNode(new Leaf(this::describe, value.dtype()));
  }

  /// A parameter that begins with a copy of these numbers.
  ///
  /// @throws IllegalArgumentException if they are not of a floating type
  public static Parameter of(Tensor initial) {
    return new Parameter(initial.stopGradient().copy());
  }

  /// The current numbers as a constant. The tensor shows later updates too; `copy()` keeps a
  /// snapshot.
  public Tensor tensor() {
    return value;
  }

  /// The current numbers as a leaf of the graph.
  @Override
  public Tensor tracked() {
    return leaf;
  }

  /// The numbers for a forward pass: tracked if the mode records gradients.
  public Tensor in(Mode mode) {
    return mode.recordsGradients() ? leaf : value;
  }

  /// Replaces the numbers.
  ///
  /// @throws IllegalArgumentException if the shape differs
  public void set(Tensor numbers) {
    Buffer.overwrite(value, numbers, describe());
  }

  /// The element type.
  public DType dtype() {
    return value.dtype();
  }

  /// The dotted name within the network that was last asked for its parameters; empty before.
  public String name() {
    return name;
  }

  void name(String dotted) {
    name = dotted;
  }

  private String describe() {
    return name.isEmpty() ? "a parameter " + value.shape() : "parameter '" + name + "'";
  }

  @Override
  public String toString() {
    return describe();
  }
}

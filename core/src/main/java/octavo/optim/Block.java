package octavo.optim;

import octavo.storage.Storage;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// A block of one parameter during a step: the same run of numbers of the gradient on its way, of
/// the parameter and of the state.
public final class Block {
  private final Span u;
  private final Span parameter;
  private final Tensor[] state;
  private final Storage scratch;
  private final int first;

  /// @param first the first element of the parameter that is in the block
  Block(Span u, Span parameter, Tensor[] state, Storage scratch, int first) {
    this.u = u;
    this.parameter = parameter;
    this.state = state;
    this.scratch = scratch;
    this.first = first;
  }

  /// The gradient on its way.
  public Span u() {
    return u;
  }

  /// The parameter's numbers, which only the last transform of a chain may change.
  public Span parameter() {
    return parameter;
  }

  /// The numbers of the transform's slot `i`, which is as large as the parameter.
  public Span state(int i) {
    View slot = state[i].view();
    return new Span(slot.storage(), slot.offset() + first, parameter.size());
  }

  /// Room for the transform's own use; what it holds at first is unspecified.
  public Span scratch() {
    return new Span(scratch, 0, parameter.size());
  }
}

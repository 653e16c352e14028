package octavo.analysis;

import octavo.autograd.Trace;
import octavo.tensor.Shape;

/// The sizes of what an operation reads and makes.
///
/// @param step the operation and its values
record Sizes(Trace.Step step) {
  int inputs() {
    return step.inputs().size();
  }

  Shape x(int i) {
    return step.inputs().get(i).shape();
  }

  Shape y() {
    return step.results().getFirst().shape();
  }

  /// Numbers of input `i`.
  long in(int i) {
    return x(i).elements();
  }

  /// Numbers of the first input.
  long in() {
    return in(0);
  }

  /// Numbers of the result.
  long out() {
    return y().elements();
  }

  /// Numbers behind one number of the first axis of a shape: those of a filter.
  static long filter(Shape weight) {
    return weight.size(0) == 0 ? 0 : weight.elements() / weight.size(0);
  }
}

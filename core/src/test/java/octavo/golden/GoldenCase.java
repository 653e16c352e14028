package octavo.golden;

import java.util.function.Function;
import octavo.autograd.Differentiable;
import octavo.tensor.Tensor;

/// One case of a golden file: how Octavo computes it.
///
/// @param name as in the file
/// @param terms how many numbers are summed for one number of the result or a gradient, at most
/// @param function from the inputs, tracked, to the outputs
record GoldenCase(String name, int terms, Function<Tensor[], Outcome> function) {
  /// What was computed.
  ///
  /// @param outputs as in the file
  /// @param variables what the gradients are taken with respect to, one per input
  record Outcome(Tensor[] outputs, Differentiable[] variables) {}

  /// An operation with one result, element by element.
  static GoldenCase of(String name, Function<Tensor[], Tensor> function) {
    return of(name, 1, function);
  }

  /// An operation with one result that sums so many terms.
  static GoldenCase of(String name, int terms, Function<Tensor[], Tensor> function) {
    return several(name, terms, x -> new Tensor[] {function.apply(x)});
  }

  /// An operation with several results.
  static GoldenCase several(String name, int terms, Function<Tensor[], Tensor[]> function) {
    return new GoldenCase(name, terms, x -> new Outcome(function.apply(x), x));
  }
}

package octavo.optim;

import java.util.Map;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.tensor.Tensor;

/// An optimizer that asks for gradients, once or more often in a step, at places it chooses.
///
/// ```java
/// ClosureOptimizer optimizer = Lbfgs.options(1).create(network.parameters());
/// Gradients first = optimizer.step(() -> loss.of(network.forward(x, mode), targets).gradients());
/// double value = first.y().item();
/// ```
///
/// The closure computes the loss from the current numbers of the parameters. It must compute the
/// same function each time it is asked in a step: the same batch and the same random numbers, as a
/// mode made anew from `rng.split("step n")` gives them.
///
/// These can be put around one another, for example `Lookahead` around `Sam` around an
/// [Optimizer].
public interface ClosureOptimizer {
  /// One step. Returns the gradients that the closure gave first, at the parameters' numbers before
  /// the step; their `y()` is the loss.
  Gradients step(Supplier<Gradients> closure);

  /// How many steps have been taken.
  long steps();

  /// The learning rate of the next step.
  double learningRate();

  /// What must be saved to go on exactly.
  Map<String, Tensor> state();

  /// Goes on from a saved state.
  ///
  /// @throws IllegalArgumentException if a part is missing or of another shape; nothing is changed
  ///   then
  void load(Map<String, Tensor> state);

  /// Runs `body` while the parameters are where the method says that the network is to be used, and
  /// puts them back; for most methods that is where they are.
  <T> T atEvaluationPoint(Supplier<T> body);

  /// An optimizer that asks once.
  static ClosureOptimizer of(Optimizer optimizer) {
    return new AskingOnce(optimizer);
  }
}

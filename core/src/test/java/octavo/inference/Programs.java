package octavo.inference;

import java.util.List;
import java.util.function.UnaryOperator;
import octavo.autograd.Trace;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// Programs of small functions.
final class Programs {
  private Programs() {}

  static Tensor normal(int seed, int... shape) {
    return RandomTensors.normal(Rng.of(seed), shape);
  }

  static Program program(UnaryOperator<Tensor> function, Tensor sample) {
    return Program.of(Trace.of(function, sample));
  }

  /// What a function becomes, one line per step.
  static List<String> optimized(UnaryOperator<Tensor> function, Tensor sample) {
    return Optimizer.optimize(program(function, sample)).steps().stream()
        .flatMap(step -> step.describe().stream())
        .toList();
  }

  /// The function's result for another input than that of the trace, by its optimized program, in
  /// buffers full of NaN.
  static Tensor run(UnaryOperator<Tensor> function, Tensor x) {
    Program program = Optimizer.optimize(program(function, x.multiply(0.5)));
    Plan plan = new Plan(program, new Constants());
    var buffers = plan.buffers();
    for (var buffer : buffers) {
      java.util.Arrays.fill(buffer.array(), Float.NaN);
    }
    return plan.run(x, buffers);
  }
}

package octavo.op;

import java.util.function.Function;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// One way to call an operation: its name, a function of float64 inputs and how to make them. The
/// list of all cases drives the checks of gradients, of threads, of layouts and of completeness.
///
/// @param name what is called, unique
/// @param function the call
/// @param inputs float64 tensors to call it with
/// @param second whether second derivatives exist where the inputs lie
record OperationCase(
    String name, Function<Tensor[], Tensor> function, Tensor[] inputs, boolean second) {
  /// A case with normal inputs of these shapes, seeded by the name.
  static OperationCase of(String name, Function<Tensor[], Tensor> function, int[]... shapes) {
    return of(name, -0.5, 1, function, shapes);
  }

  /// A case with inputs `shift + scale·z`, z normal, at least 0.05 from the integers so that no
  /// kink lies within a difference quotient.
  static OperationCase of(
      String name,
      double shift,
      double scale,
      Function<Tensor[], Tensor> function,
      int[]... shapes) {
    Rng rng = Rng.of(name.hashCode());
    Tensor[] inputs = new Tensor[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      Tensor x = RandomTensors.normal(DType.FLOAT64, rng, 0, 1, shapes[i]).affine(scale, shift);
      Tensor nearest = x.round();
      Tensor fraction = x.subtract(nearest);
      inputs[i] = nearest.add(fraction.clamp(-0.5, 0.5).multiply(0.9)).add(0.05);
    }
    return new OperationCase(name, function, inputs, true);
  }

  /// The same case on inputs in `(low, high)`.
  static OperationCase within(
      String name, double low, double high, Function<Tensor[], Tensor> function, int[]... shapes) {
    Rng rng = Rng.of(name.hashCode());
    Tensor[] inputs = new Tensor[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      inputs[i] = RandomTensors.uniform(rng, low, high, shapes[i]).to(DType.FLOAT64);
    }
    return new OperationCase(name, function, inputs, true);
  }

  Tensor apply(Tensor... xs) {
    return function.apply(xs);
  }

  @Override
  public String toString() {
    return name;
  }
}

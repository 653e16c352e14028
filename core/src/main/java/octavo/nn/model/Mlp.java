package octavo.nn.model;

import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A multi-layer perceptron with two hidden layers and ReLU: `[batch, …]` to logits `[batch,
/// classes]`.
///
/// @param f1 all inputs to 256
/// @param f2 256 to 128
/// @param f3 128 to the classes
public record Mlp(Linear f1, Linear f2, Linear f3) implements Layer {
  /// A network for examples of `inputs` numbers.
  public static Mlp create(int inputs, int classes, Rng rng) {
    return new Mlp(
        Linear.of(inputs, 256).create(rng),
        Linear.of(256, 128).create(rng),
        Linear.of(128, classes).create(rng));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor h = f1.forward(x.flatten(1), mode).relu();
    return f3.forward(f2.forward(h, mode).relu(), mode);
  }
}

package octavo.estimator;

import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Small networks that predict an objective.
final class Networks {
  private Networks() {}

  /// From `[…, in]` to `[…, 1]`.
  static Sequential perceptron(int in) {
    Rng rng = Rng.of(31);
    return Sequential.of(Linear.of(in, 10).create(rng), new Tanh(), Linear.of(10, 1).create(rng));
  }

  /// A network that takes the last axes of its input together.
  ///
  /// @param inner the network
  /// @param axes how many; 0 for a network of single numbers
  record Joined(Layer inner, int axes) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return inner.forward(axes == 0 ? x.unsqueeze(-1) : x.flatten(-axes), mode);
    }
  }

  /// A constant that is learned.
  static Nvil nvil() {
    return Nvil.of(Linear.of(1, 1).create(Rng.of(32)));
  }
}

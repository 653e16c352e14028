package octavo.tensor;

import octavo.random.Rng;

/// What the methods of [SoftmaxMethods] are made of.
final class Classifiers {
  private Classifiers() {}

  /// `x / temperature`.
  static Tensor cooled(String operation, Tensor x, double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          operation + ": the temperature must be positive, but is " + temperature + ".");
    }
    return Tensors.real(operation, x).multiply(1 / temperature);
  }

  static Tensor gumbelSoftmax(Tensor x, int axis, double temperature, Rng rng) {
    x.shape().axis("gumbelSoftmax", axis);
    Tensor logits = cooled("gumbelSoftmax", x, temperature);
    if (!Double.isFinite(temperature) || !Double.isFinite(1 / temperature)) {
      throw new IllegalArgumentException(
          "gumbelSoftmax: the temperature and its inverse must be finite, but it is "
              + temperature
              + ".");
    }
    int[] shape = x.shape().toArray();
    return logits
        .add(RandomTensors.gumbel(logits.dtype(), rng, 0, 1 / temperature, shape))
        .softmax(axis);
  }

  static Tensor jacobian(Tensor x, int axis) {
    int a = x.shape().axis("softmaxJacobian", axis);
    Tensor real = Tensors.real("softmaxJacobian", x);
    int[] order = new int[x.rank()];
    int at = 0;
    for (int i = 0; i < order.length; i++) {
      if (i != a) {
        order[at++] = i;
      }
    }
    order[at] = a;
    Tensor s = real.permute(order).softmax(-1);
    Tensor delta = Tensors.eye(x.size(a)).to(s.dtype());
    return s.unsqueeze(s.rank()).multiply(delta.subtract(s.unsqueeze(s.rank() - 1)));
  }
}

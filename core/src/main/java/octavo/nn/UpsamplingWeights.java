package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// First weights of layers that upsample.
final class UpsamplingWeights {
  private UpsamplingWeights() {}

  /// The hat `1 - |i - center|/f` along each axis, `f = ⌈k/2⌉`, from each channel to itself alone.
  static Tensor bilinear(Shape shape) {
    if (shape.rank() < 3 || (shape.size(1) != 1 && shape.size(0) != shape.size(1))) {
      throw new IllegalArgumentException(
          "Initializer.bilinear: the weight must be [in, out/groups, …] with as many channels in as out, or one channel a group, but the shape is %s."
              .formatted(shape));
    }
    int in = shape.size(0);
    int out = shape.size(1);
    int kernel = in * out == 0 ? 0 : shape.elements() / (in * out);
    float[] values = new float[shape.elements()];
    for (int i = 0; i < kernel; i++) {
      double weight = 1;
      int rest = i;
      for (int axis = shape.rank() - 1; axis >= 2; axis--) {
        weight *= hat(rest % shape.size(axis), shape.size(axis));
        rest /= shape.size(axis);
      }
      for (int c = 0; c < in; c++) {
        int o = out == 1 ? 0 : c;
        values[(c * out + o) * kernel + i] = (float) weight;
      }
    }
    return Tensors.of(values, shape.toArray());
  }

  private static double hat(int i, int size) {
    int factor = (size + 1) / 2;
    double center = size % 2 == 1 ? factor - 1 : factor - 0.5;
    return 1 - Math.abs(i - center) / factor;
  }

  /// The numbers of a shape with `factor²` times fewer outputs, each given to `factor²` outputs.
  static Tensor repeated(Rng rng, Shape shape, int factor, Initializer first) {
    int copies = Math.multiplyExact(factor, factor);
    if (shape.rank() < 1 || shape.size(0) % copies != 0) {
      throw new IllegalArgumentException(
          "Initializer.icnr: the square of the factor must divide the outputs, but the factor is %d and the shape %s."
              .formatted(factor, shape));
    }
    int few = shape.size(0) / copies;
    Tensor one = first.create(rng, shape.withSize(0, few));
    return one.unsqueeze(1).repeat(1, copies).reshape(shape);
  }
}

package octavo.autograd;

import static octavo.storage.DType.FLOAT64;

import java.util.ArrayList;
import java.util.List;
import octavo.tensor.ConvOptions;
import octavo.tensor.Tensor;

/// How far the gradients of the network of [BackwardMemoryTest] may be from the exact ones of its saved
/// values, by running error analysis (Wilkinson): the backward pass once more in float64, with a bound
/// of the error of what float32 has instead.
///
/// An operation passes errors on as it passes gradients on, with absolute values for factors, and adds
/// its own: `u` of a product or a sum of two, and `4·u·(Σ|t| + √n·|Σt|)` of a sum of `n` terms. Its
/// roundings are of partial sums, which grow as `k·|Σt|/n` and, the terms of these gradients having
/// either sign, by no more than `√k` typical terms besides; most of the roundings cancel (Higham and
/// Mary, "Sharper probabilistic backward error analysis for basic linear algebra kernels with random
/// data", 2020).
///
/// @param value a gradient
/// @param error at least its distance from that of a pass in float32
record NetworkRounding(Tensor value, Tensor error) {
  private static final double UNIT = 0x1p-24;

  /// Results this near to the kink of relu may lie on either side in float32.
  private static final double KINK = 1e-4;

  private static final ConvOptions SAME = ConvOptions.DEFAULT.withPadding(1);

  /// A layer's values: its input, what relu sees and the centered values.
  private record Layer(Tensor y, Tensor sum, Tensor centered) {}

  /// The gradients with respect to `x` and `w`, in float64.
  static NetworkRounding[] gradients(Tensor x, Tensor w, Tensor dy) {
    Tensor weight = w.stopGradient().to(FLOAT64);
    List<Layer> layers = new ArrayList<>();
    Tensor y = x.stopGradient().to(FLOAT64);
    for (int i = 0; i < BackwardMemoryTest.LAYERS; i++) {
      Tensor z = y.conv2d(weight, null, SAME);
      Tensor centered = z.subtract(z.mean()).tanh();
      Tensor sum = y.add(centered.square());
      layers.add(new Layer(y, sum, centered));
      y = sum.relu().add(y.multiply(0.5));
    }
    Tensor exact = dy.to(FLOAT64);
    NetworkRounding of = new NetworkRounding(exact, exact.multiply(0));
    NetworkRounding weights = new NetworkRounding(weight.multiply(0), weight.multiply(0));
    for (Layer layer : layers.reversed()) {
      NetworkRounding relu = of.times(layer.sum.greater(-KINK).to(FLOAT64), 0);
      NetworkRounding centered = relu.times(layer.centered.multiply(2), 2);
      NetworkRounding tanh = centered.byTanh(layer.centered);
      NetworkRounding z = tanh.plus(tanh.mean().times(exact.onesLike().negate(), 1));
      NetworkRounding[] conv = z.conv(layer.y, weight);
      weights = weights.plus(conv[1]);
      of = of.times(exact.onesLike().multiply(0.5), 1).plus(relu).plus(conv[0]);
    }
    return new NetworkRounding[] {of, weights};
  }

  /// With the roundings of a sum of two or of some products, or of one term.
  private static NetworkRounding rounded(Tensor value, Tensor error, double roundings) {
    return new NetworkRounding(value, error.add(value.abs().multiply(roundings * UNIT)));
  }

  /// With the roundings of a sum of `n` terms, the sum of whose absolute values is `sizes`.
  private static NetworkRounding summed(Tensor value, Tensor error, Tensor sizes, int n) {
    Tensor partial = sizes.add(value.abs().multiply(Math.sqrt(n)));
    return new NetworkRounding(value, error.add(partial.multiply(4 * UNIT)));
  }

  private NetworkRounding times(Tensor factor, int roundings) {
    return rounded(value.multiply(factor), error.multiply(factor.abs()), roundings);
  }

  /// Through tanh, from its results: the slope `1 - t²` is the difference of rounded numbers.
  private NetworkRounding byTanh(Tensor t) {
    NetworkRounding through = times(t.square().negate().add(1), 1);
    Tensor slope = value.abs().multiply(3 * UNIT);
    return new NetworkRounding(through.value, through.error.add(slope));
  }

  private NetworkRounding plus(NetworkRounding other) {
    return rounded(value.add(other.value), error.add(other.error), 1);
  }

  private NetworkRounding mean() {
    return summed(value.mean(), error.mean(), value.abs().mean(), value.shape().elements());
  }

  /// The gradients of a convolution of `y` with `w` from this one of its result.
  private NetworkRounding[] conv(Tensor y, Tensor w) {
    Tensor[] values = conv(y, w, value);
    Tensor[] sizes = conv(y.abs(), w.abs(), value.abs());
    Tensor[] errors = conv(y.abs(), w.abs(), error);
    int[] terms = {w.shape().elements() / w.size(1), value.shape().elements() / value.size(1)};
    return new NetworkRounding[] {
      summed(values[0], errors[0], sizes[0], terms[0]),
      summed(values[1], errors[1], sizes[1], terms[1])
    };
  }

  private static Tensor[] conv(Tensor y, Tensor w, Tensor dz) {
    Tensor in = y.tracked();
    Tensor weight = w.tracked();
    return Derivatives.gradients(in.conv2d(weight, null, SAME), dz, false, in, weight);
  }
}

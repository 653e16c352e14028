package octavo.tensor;

import octavo.autograd.Engine;
import octavo.op.BatchNorm;
import octavo.op.GroupNorm;
import octavo.op.LayerNorm;
import octavo.op.Operation;
import octavo.op.RmsNorm;
import org.jspecify.annotations.Nullable;

/// From the shapes of users to rows and channels.
final class Normalizations {
  private Normalizations() {}

  static Tensor layerNorm(
      Tensor x,
      @Nullable Shape normalized,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double epsilon) {
    Shape last = requireLast("layerNorm", x, normalized, weight != null, epsilon);
    if (bias != null && !bias.shape().equals(last)) {
      throw new IllegalArgumentException(
          "layerNorm: the bias must have the shape of the weight, but is %s and the weight %s."
              .formatted(bias.shape(), last));
    }
    return rows("layerNorm", new LayerNorm(epsilon), x, last, weight, bias);
  }

  static Tensor rmsNorm(
      Tensor x, @Nullable Shape normalized, @Nullable Tensor weight, double epsilon) {
    Shape last = requireLast("rmsNorm", x, normalized, weight != null, epsilon);
    return rows("rmsNorm", new RmsNorm(epsilon), x, last, weight, null);
  }

  private static Shape requireLast(
      String operation, Tensor x, @Nullable Shape given, boolean weighted, double epsilon) {
    if (x.rank() == 0 || !(epsilon >= 0)) {
      throw new IllegalArgumentException(
          "%s: the input must have an axis and epsilon must not be negative, but the input is %s and epsilon %s."
              .formatted(operation, x.shape(), epsilon));
    }
    Shape last = given == null ? Shape.of(x.size(-1)) : given;
    int rest = x.rank() - last.rank();
    boolean fits = last.rank() > 0 && rest >= 0;
    for (int a = 0; fits && a < last.rank(); a++) {
      fits = last.size(a) == x.size(rest + a);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: %s must have the sizes of the last axes, but is %s for input %s."
              .formatted(
                  operation, weighted ? "the weight" : "the normalized shape", last, x.shape()));
    }
    return last;
  }

  private static Tensor rows(
      String operation,
      Operation norm,
      Tensor x,
      Shape last,
      @Nullable Tensor weight,
      @Nullable Tensor bias) {
    Tensor real = Tensors.real(operation, x);
    int outer = 1;
    for (int a = 0; a < x.rank() - last.rank(); a++) {
      outer *= x.size(a);
    }
    Tensor rows = real.reshape(Shape.of(outer, last.elements()));
    return apply(operation, norm, rows, weight, bias).reshape(x.shape());
  }

  /// The norm of `x`, `x, weight` or `x, weight, bias`; the latter in the type of `x`.
  private static Tensor apply(
      String operation, Operation norm, Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    if (weight == null) {
      return Engine.apply(norm, x);
    }
    Tensor w = vector(operation, weight, x);
    return bias == null
        ? Engine.apply(norm, x, w)
        : Engine.apply(norm, x, w, vector(operation, bias, x));
  }

  private static Tensor vector(String operation, Tensor given, Tensor x) {
    Tensor real = Tensors.real(operation, given).to(x.dtype());
    return real.rank() == 1 ? real : real.flatten();
  }

  static Tensor groupNorm(
      Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    requireChannels("groupNorm", x, 2, weight, bias, epsilon);
    int channels = x.size(1);
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "groupNorm: groups must divide the channels, but groups is %d and the input %s has %d channels."
              .formatted(groups, x.shape(), channels));
    }
    Tensor flat = flat("groupNorm", x);
    return apply("groupNorm", new GroupNorm(groups, epsilon), flat, weight, bias)
        .reshape(x.shape());
  }

  static Tensor instanceNorm(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    requireChannels("instanceNorm", x, 3, weight, bias, epsilon);
    Tensor flat = flat("instanceNorm", x);
    int n = flat.size(2);
    if (n < 2 && x.size(0) * x.size(1) > 0) {
      throw new IllegalArgumentException(
          "instanceNorm: each channel must have at least two numbers, but the input is %s."
              .formatted(x.shape()));
    }
    // every channel of every example is a channel of one example
    Tensor one = flat.reshape(Shape.of(1, x.size(0) * x.size(1), n));
    Tensor w = weight == null ? null : vector("instanceNorm", weight, flat).repeat(0, x.size(0));
    Tensor b = bias == null ? null : vector("instanceNorm", bias, flat).repeat(0, x.size(0));
    if (w != null && b == null) {
      b = w.stopGradient().zerosLike();
    }
    return apply("instanceNorm", new BatchNorm(epsilon), one, w, b).reshape(x.shape());
  }

  private static Tensor flat(String operation, Tensor x) {
    int spatial = 1;
    for (int a = 2; a < x.rank(); a++) {
      spatial *= x.size(a);
    }
    return Tensors.real(operation, x).reshape(Shape.of(x.size(0), x.size(1), spatial));
  }

  private static void requireChannels(
      String operation,
      Tensor x,
      int least,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double epsilon) {
    if (x.rank() < least || !(epsilon >= 0)) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, channels, …] with at least %d axes and epsilon must not be negative, but the input is %s and epsilon %s."
              .formatted(operation, least, x.shape(), epsilon));
    }
    requireVector(operation, "weight", weight, x);
    requireVector(operation, "bias", bias, x);
  }

  private static void requireVector(String operation, String what, @Nullable Tensor v, Tensor x) {
    if (v != null && !v.shape().equals(Shape.of(x.size(1)))) {
      throw new IllegalArgumentException(
          "%s: the %s must have one number for each channel, but is %s for input %s."
              .formatted(operation, what, v.shape(), x.shape()));
    }
  }

  static Tensor localResponseNorm(Tensor x, int size, double alpha, double beta, double k) {
    if (x.rank() < 3 || size < 1) {
      throw new IllegalArgumentException(
          "localResponseNorm: the input must be [batch, channels, …] with at least 3 axes and the size positive, but the input is %s and the size %d."
              .formatted(x.shape(), size));
    }
    Tensor real = Tensors.real("localResponseNorm", x);
    if (x.elements() == 0) {
      return real;
    }
    Tensor squares =
        flat("localResponseNorm", real)
            .square()
            .unsqueeze(1)
            .pad(2, size / 2, (size - 1) / 2)
            .avgPool2d(Window.kernel(size, 1).withStride(1, 1));
    return real.divide(squares.reshape(x.shape()).affine(alpha, k).power(beta));
  }
}

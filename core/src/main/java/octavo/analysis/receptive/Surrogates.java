package octavo.analysis.receptive;

import java.util.Arrays;
import java.util.List;
import octavo.autograd.Engine;
import octavo.kernel.Simd;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.pool.PoolDivisor;
import octavo.kernel.pool.PoolGeometry;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.AveragePool;
import octavo.op.AveragePoolSpread;
import octavo.op.BatchNorm;
import octavo.op.BoxArgMax;
import octavo.op.BoxMean;
import octavo.op.ChannelAffine;
import octavo.op.Clamp;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv3d;
import octavo.op.Conv3dInputGradient;
import octavo.op.Dropout;
import octavo.op.Elementwise;
import octavo.op.Entmax;
import octavo.op.Gather;
import octavo.op.GaussianNoiseProduct;
import octavo.op.Gemm;
import octavo.op.GroupNorm;
import octavo.op.LayerNorm;
import octavo.op.LinearMap;
import octavo.op.LogSoftmax;
import octavo.op.LogSumExp;
import octavo.op.MatrixProduct;
import octavo.op.MaxPool;
import octavo.op.MaxPoolIndexed;
import octavo.op.MaxUnpool;
import octavo.op.Operation;
import octavo.op.PRelu;
import octavo.op.RecurrentSequence;
import octavo.op.Reduce;
import octavo.op.RmsNorm;
import octavo.op.ShapedElementwise;
import octavo.op.Softmax;
import octavo.op.Sort;
import octavo.op.Special;
import octavo.op.Where;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.ConvAlgorithm;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// What is computed in place of an operation when only the support of a gradient is asked for: the same places
/// are read, but no path is switched off and none cancels another. Slopes that may be 0 become 1, maxima become
/// means, differences sums, norms a number and the mean of what it is compared with, and weights positive.
final class Surrogates {
  private static final PoolDivisor INSIDE = new PoolDivisor(false, 0);

  private Surrogates() {}

  /// What an operation's inputs were computed by, as far as it is needed here.
  ///
  /// @param operation the operation that computed the indices, rearrangements looked through
  record Origin(@Nullable Operation operation) {}

  /// The stand-in's result and extra outputs; null to run the operation itself.
  static Tensor @Nullable [] of(Operation operation, Tensor[] x, List<Origin> origins) {
    if (Arrays.stream(x).noneMatch(Tensor::isTracked)) {
      return null;
    }
    Tensor y = first(operation, x, origins);
    if (y == null) {
      return null;
    }
    if (operation instanceof MaxPoolIndexed || operation instanceof Sort) {
      Tensor[] real = Engine.applyAll(operation, x);
      return new Tensor[] {y, real[1]};
    }
    return new Tensor[] {y};
  }

  private static @Nullable Tensor first(Operation operation, Tensor[] x, List<Origin> origins) {
    return switch (operation) {
      case Elementwise _, ShapedElementwise _, Clamp _, Dropout _, GaussianNoiseProduct _ -> x[0];
      case Affine a -> a.scale() == 0 ? x[0].multiply(0) : x[0];
      case Arithmetic _, Special _ -> sum(broadcast(x), x);
      case Where _ -> sum(broadcast(x), x[1], x[2]);
      case PRelu _ -> sum(x[0].shape(), x);
      case ChannelAffine _ -> vectors(x[0], x);
      case MaxPool p -> mean(p.geometry(), x[0]);
      case MaxPoolIndexed p -> mean(p.geometry(), x[0]);
      case MaxUnpool _ -> unpooled(x, origins);
      case Gather g -> gathered(g, x, origins);
      case Softmax s -> beside(x[0], s.axis());
      case LogSoftmax s -> beside(x[0], s.axis());
      case Entmax s -> beside(x[0], s.axis());
      case Sort s -> beside(x[0], s.axis());
      case LayerNorm _, RmsNorm _ -> vectors(beside(x[0], 1), x);
      case BatchNorm _ -> vectors(beside(x[0], 0, 2), x);
      case GroupNorm g -> vectors(grouped(x[0], g.groups()), x);
      case Reduce r when r.reduction().label().matches("any|all") -> null;
      case Reduce r -> x[0].mean(new Axes(r.keep(), r.axes()));
      case LogSumExp r -> x[0].mean(new Axes(r.keep(), r.axes()));
      case Conv2d c -> Engine.apply(new Conv2d(c.geometry(), plain(c.choice(), x[0])), x);
      case Conv3d c -> Engine.apply(new Conv3d(c.geometry(), plain(c.choice(), x[0])), x);
      case Conv2dInputGradient c ->
          Engine.apply(new Conv2dInputGradient(c.geometry(), plain(c.choice(), x[0])), x);
      case Conv3dInputGradient c ->
          Engine.apply(new Conv3dInputGradient(c.geometry(), plain(c.choice(), x[0])), x);
      default -> null;
    };
  }

  /// Sums of products: transforms would leave rounding errors where there is nothing.
  private static ConvChoice plain(ConvChoice choice, Tensor x) {
    String algorithm =
        x.dtype() == DType.FLOAT32 && Simd.available() ? ConvAlgorithm.IM2COL.label() : null;
    return new ConvChoice(algorithm, false, choice.channelsLast());
  }

  /// Half the sum of what depends on the input, with this shape; constants, among them bounds and infinities of
  /// masks, are left out.
  private static Tensor sum(Shape shape, Tensor... terms) {
    Tensor sum = null;
    for (Tensor term : terms) {
      if (term.isTracked()) {
        sum = sum == null ? term : sum.add(term);
      }
    }
    return sum == null ? Tensors.full(shape, 1) : sum.expandTo(shape).multiply(0.5);
  }

  private static Shape broadcast(Tensor[] x) {
    Shape shape = x[0].shape();
    for (Tensor other : x) {
      shape = Shape.broadcast("sum", shape, other.shape());
    }
    return shape;
  }

  /// `y` and the vectors of weights along axis 1 that depend on the input.
  private static Tensor vectors(Tensor y, Tensor[] x) {
    Tensor all = y;
    for (int i = 1; i < x.length; i++) {
      if (x[i].isTracked()) {
        all = all.add(y.rank() == 3 ? x[i].unsqueeze(1) : x[i]);
      }
    }
    return all.multiply(0.5);
  }

  private static Tensor mean(PoolGeometry geometry, Tensor x) {
    return Engine.apply(new AveragePool(geometry, INSIDE), x);
  }

  /// `x` and the mean over `axes`, half each.
  private static Tensor beside(Tensor x, int... axes) {
    return x.add(x.mean(new Axes(true, axes))).multiply(0.5);
  }

  private static Tensor grouped(Tensor x, int groups) {
    Tensor cut = x.reshape(x.size(0), groups, x.size(1) / groups * x.size(2));
    return beside(cut, 2).reshape(x.shape());
  }

  /// The numbers of each window shared out over it, wherever its maximum was.
  private static @Nullable Tensor unpooled(Tensor[] x, List<Origin> origins) {
    if (!(origins.get(1).operation() instanceof MaxPoolIndexed pool)) {
      return null;
    }
    var g = pool.geometry();
    boolean volume = g.depth().in() > 1;
    Shape windows =
        volume
            ? Shape.of(g.batch(), g.channels(), g.outDepth(), g.outHeight(), g.outWidth())
            : Shape.of(g.batch(), g.channels(), g.outHeight(), g.outWidth());
    Tensor spread = Engine.apply(new AveragePoolSpread(g, INSIDE), x[0].reshape(windows));
    return spread.reshape(spread.size(0), spread.size(1), g.inSize());
  }

  /// The mean of each box instead of the number at the place of its maximum.
  private static @Nullable Tensor gathered(Gather gather, Tensor[] x, List<Origin> origins) {
    if (origins.get(1).operation() instanceof BoxArgMax box) {
      var g = box.geometry();
      Shape volume = Shape.of(g.batch(), g.channels(), g.inDepth(), g.inHeight(), g.inWidth());
      return Engine.apply(new BoxMean(g), x[0].reshape(volume)).reshape(x[1].shape());
    }
    if (origins.get(1).operation() == null) {
      return null;
    }
    Tensor mean = x[0].mean(Axes.keep(gather.axis()));
    return mean.expandTo(x[1].shape());
  }

  /// Positive random numbers in place of an operation's weights, small enough that sums neither grow nor
  /// vanish, and zeros in place of a bias; other constants stay.
  static Tensor constant(Operation operation, int input, Tensor constant) {
    if (isBias(operation, input)) {
      return Tensors.zeros(constant.dtype(), constant.shape().toArray());
    }
    int terms =
        switch (operation) {
          case Conv2d _, Conv3d _, LinearMap _, Conv2dInputGradient _, Conv3dInputGradient _ ->
              input == 1 ? fan(constant, 0) : 0;
          case MatrixProduct _, Gemm _ -> input < 2 ? constant.size(input == 0 ? -1 : -2) : 0;
          case RecurrentSequence _ -> input == 1 || input == 2 ? fan(constant, 0) : 0;
          default -> 0;
        };
    if (terms == 0 || !constant.dtype().isFloating()) {
      return constant;
    }
    Rng rng = Rng.of(31L * constant.elements() + input);
    Tensor numbers = RandomTensors.uniform(rng, 0.5, 1.5, constant.shape().toArray());
    return numbers.multiply(1.0 / terms).to(constant.dtype());
  }

  private static int fan(Tensor weight, int axis) {
    return Math.max(1, weight.elements() / weight.size(axis));
  }

  private static boolean isBias(Operation operation, int input) {
    return input == 2
        && (operation instanceof Conv2d
            || operation instanceof Conv3d
            || operation instanceof LinearMap);
  }
}

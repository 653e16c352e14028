package octavo.cli.bench;

import static octavo.tensor.Window.kernel;

import java.util.List;
import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.autograd.Engine;
import octavo.op.BatchNorm;
import octavo.random.Rng;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// Operations that visit each number once or a few times, forward and backward.
final class OnePassOperations {
  private static final Rng RNG = Rng.of(0);

  private OnePassOperations() {}

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  /// Forward and backward of a function of one tensor.
  private static Workload both(String name, UnaryOperator<Tensor> f, int... shape) {
    return Workload.of(
        name,
        () -> {
          Tensor x = normal(shape).tracked();
          Tensor dy = normal(f.apply(x).shape().toArray());
          return () -> Derivatives.gradients(f.apply(x), dy, false, x)[0];
        });
  }

  static void addTo(List<Workload> all) {
    Rng rng = RNG.split("dropout");
    all.add(both("act/relu-8M", x -> x.relu(), 8, 1024, 1024));
    all.add(both("act/gelu-8M", x -> x.gelu(), 8, 1024, 1024));
    all.add(both("act/silu-8M", x -> x.silu(), 8, 1024, 1024));
    all.add(both("act/mish-8M", x -> x.mish(), 8, 1024, 1024));
    all.add(both("softmax/4096x1000", x -> x.softmax(-1), 4096, 1000));
    all.add(both("log-softmax/4096x1000", x -> x.logSoftmax(-1), 4096, 1000));
    all.add(both("softmax/512x32000", x -> x.softmax(-1), 512, 32000));
    all.add(both("softmax-axis1/16x256x32x32", x -> x.softmax(1), 16, 256, 32, 32));
    all.add(both("dropout/8M", x -> x.dropout(0.5, rng), 8, 1024, 1024));
    all.add(
        both(
            "pool/max-3x3s2-64-112-b8",
            x -> x.maxPool2d(kernel(3).withStride(2).withPadding(1)),
            8,
            64,
            112,
            112));
    all.add(both("pool/avg-2x2-64-112-b8", x -> x.avgPool2d(kernel(2)), 8, 64, 112, 112));
    all.add(both("pool/global-512-7-b64", x -> x.globalAvgPool(), 64, 512, 7, 7));
    InterpolateOptions twice = InterpolateOptions.scale(2);
    InterpolateOptions bilinear = twice.withMode(Interpolation.BILINEAR);
    all.add(both("up/nearest-x2-64-56-b8", x -> x.interpolate(twice), 8, 64, 56, 56));
    all.add(both("up/bilinear-x2-64-56-b8", x -> x.interpolate(bilinear), 8, 64, 56, 56));
    all.add(both("up/pixel-shuffle-r2-256-56-b8", x -> x.pixelShuffle(2), 8, 256, 56, 56));
    all.add(
        both(
            "norm/batch-64-56-b8",
            x -> Engine.apply(new BatchNorm(1e-5), x.flatten(2)).reshape(x.shape()),
            8,
            64,
            56,
            56));
    all.add(both("norm/layer-4096x768", x -> x.layerNorm(1e-5), 4096, 768));
    all.add(both("reduce/sum-rows-4096x4096", x -> x.sum(1), 4096, 4096));
    all.add(both("reduce/sum-cols-4096x4096", x -> x.sum(0), 4096, 4096));
    all.add(
        both(
            "chain/gelu-bias-scale-4M",
            x -> x.multiply(1.5).add(0.25).gelu().multiply(x),
            4,
            1024,
            1024));
    Rng noise = RNG.split("gumbel");
    all.add(both("gumbel-softmax/4096x1000", x -> x.gumbelSoftmax(-1, 0.7, noise), 4096, 1000));
    all.add(Workload.of("rand/normal-8M", () -> () -> normal(8 * 1024 * 1024)));
  }
}

package octavo.cli.bench;

import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.autograd.Engine;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.MeanSquaredError;
import octavo.nn.model.LeNet;
import octavo.op.BatchNorm;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.ConvOptions;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// All workloads, in the order of the suite.
public final class Suite {
  private static final Rng RNG = Rng.of(0);

  private Suite() {}

  /// Every workload.
  public static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    products(all);
    convolutions(all);
    onePass(all);
    steps(all);
    optimizers(all);
    return all;
  }

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  private static void products(List<Workload> all) {
    for (int n : new int[] {64, 256, 512, 1024, 2048}) {
      all.add(product("gemm/" + n, n, n, n));
    }
    all.add(product("gemm/32x4096x1024", 32, 4096, 1024));
    all.add(product("gemm/1x4096x4096", 1, 4096, 4096));
    all.add(
        new Workload(
            "bmm/64x128x64x128",
            2.0 * 64 * 128 * 64 * 128,
            () -> {
              Tensor a = normal(64, 128, 64);
              Tensor b = normal(64, 64, 128);
              return () -> a.matmul(b);
            }));
  }

  private static Workload product(String name, int m, int n, int k) {
    return new Workload(
        name,
        2.0 * m * n * k,
        () -> {
          Tensor a = normal(m, k);
          Tensor b = normal(k, n);
          return () -> a.matmul(b);
        });
  }

  private static void convolutions(List<Workload> all) {
    convolution(all, "mobilenet-first", 1, 3, 224, 32, 3, 2, 1, 1);
    convolution(all, "resnet-stem-7x7s2", 1, 3, 224, 64, 7, 2, 3, 1);
    convolution(all, "3x3-64-56", 1, 64, 56, 64, 3, 1, 1, 1);
    convolution(all, "3x3-128-28", 1, 128, 28, 128, 3, 1, 1, 1);
    convolution(all, "3x3-256-14", 1, 256, 14, 256, 3, 1, 1, 1);
    convolution(all, "3x3-512-7", 1, 512, 7, 512, 3, 1, 1, 1);
    convolution(all, "3x3s2-128-56", 1, 128, 56, 128, 3, 2, 1, 1);
    convolution(all, "1x1-256-64-56", 1, 256, 56, 64, 1, 1, 0, 1);
    convolution(all, "1x1-64-256-56", 1, 64, 56, 256, 1, 1, 0, 1);
    convolution(all, "vgg-64-224", 1, 64, 224, 64, 3, 1, 1, 1);
    convolution(all, "depthwise-32-112", 1, 32, 112, 32, 3, 1, 1, 32);
    convolution(all, "depthwise-192-28", 1, 192, 28, 192, 3, 1, 1, 192);
    convolution(all, "5x5-32-14-b64", 64, 32, 14, 64, 5, 1, 2, 1);
    convolution(all, "3x3-64-32-b16", 16, 64, 32, 64, 3, 1, 1, 1);
  }

  private static void convolution(
      List<Workload> all,
      String name,
      int batch,
      int in,
      int size,
      int out,
      int k,
      int stride,
      int padding,
      int groups) {
    int side = (size + 2 * padding - k) / stride + 1;
    int filter = in / groups * k * k;
    double flops = 2.0 * batch * out * side * side * filter;
    ConvOptions options =
        ConvOptions.DEFAULT.withStride(stride).withPadding(padding).withGroups(groups);
    all.add(
        new Workload(
            "conv/" + name + "/fwd",
            flops,
            () -> {
              Tensor x = normal(batch, in, size, size);
              Tensor w = normal(out, in / groups, k, k);
              Tensor b = normal(out);
              return () -> x.conv2d(w, b, options);
            }));
    all.add(
        new Workload(
            "conv/" + name + "/bwd",
            2 * flops,
            () -> {
              Tensor x = normal(batch, in, size, size).tracked();
              Tensor w = normal(out, in / groups, k, k).tracked();
              Tensor y = x.conv2d(w, null, options);
              Tensor dy = normal(batch, out, side, side);
              return () -> Derivatives.gradients(y, dy, false, x, w)[1];
            }));
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

  private static void onePass(List<Workload> all) {
    Rng rng = RNG.split("dropout");
    all.add(both("act/relu-8M", x -> x.relu(), 8, 1024, 1024));
    all.add(both("act/gelu-8M", x -> x.gelu(), 8, 1024, 1024));
    all.add(both("act/silu-8M", x -> x.silu(), 8, 1024, 1024));
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
    all.add(both("pool/global-512-7-b64", x -> x.globalAvgPool2d(), 64, 512, 7, 7));
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
    all.add(Workload.of("rand/normal-8M", () -> () -> normal(8 * 1024 * 1024)));
  }

  private static Supplier<Tensor> step(
      Layer model, Loss loss, Optimizer optimizer, Tensor x, Tensor target) {
    Mode mode = Mode.training(RNG.split("step"));
    return () -> {
      Tensor value = loss.of(model.forward(x, mode), target);
      optimizer.step(value.gradients());
      return value;
    };
  }

  private static void steps(List<Workload> all) {
    all.add(
        Workload.of(
            "step/tiny-mlp-b8",
            () -> {
              Layer model =
                  Sequential.of(
                      Linear.of(2, 16).create(RNG),
                      new Tanh(),
                      Linear.of(16, 16).create(RNG),
                      new Tanh(),
                      Linear.of(16, 1).create(RNG));
              Optimizer adam = Optimizers.adam(1e-3).create(model.parameters());
              return step(model, MeanSquaredError.mean(), adam, normal(8, 2), normal(8, 1));
            }));
    all.add(
        Workload.of(
            "overhead/200-ops-on-4",
            () -> {
              Tensor x = normal(4).tracked();
              return () -> {
                Tensor y = x;
                for (int i = 0; i < 100; i++) {
                  y = y.multiply(1.01).add(0.1);
                }
                return y.sum().gradients().of(x);
              };
            }));
    all.add(
        Workload.of(
            "step/lenet-b64",
            () -> {
              Layer model = LeNet.create(10, RNG);
              Optimizer adam = Optimizers.adam(1e-3).create(model.parameters());
              Tensor target = RandomTensors.integers(RNG, 0, 10, 64);
              return step(model, CrossEntropy.mean(), adam, normal(64, 1, 28, 28), target);
            }));
  }

  private static void optimizers(List<Workload> all) {
    all.add(optimizer("optim/adamw-8M", Optimizers.adamW(1e-3)));
    all.add(optimizer("optim/sgd-momentum-8M", Optimizers.sgd(1e-3).withMomentum(0.9)));
  }

  private static Workload optimizer(String name, Optimizers.Builder builder) {
    return Workload.of(
        name,
        () -> {
          List<Layer> layers = new ArrayList<>();
          Tensor sum = Tensors.zeros(DType.FLOAT32);
          for (int i = 0; i < 8; i++) {
            Parameter p = Parameter.of(normal(1024, 1024));
            layers.add(new Linear(p, null));
            sum = sum.add(p.tracked().multiply(normal(1024, 1024)).sum());
          }
          Sequential model = new Sequential(layers);
          Optimizer optimizer = builder.create(model.parameters());
          var gradients = sum.gradients();
          return () -> {
            optimizer.step(gradients);
            return sumOf(model);
          };
        });
  }

  private static Tensor sumOf(Sequential model) {
    return model.parameters().values().iterator().next().tensor();
  }
}

package octavo.cli.bench;

import java.util.List;
import java.util.function.Supplier;
import octavo.inference.InferenceModel;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.MeanSquaredError;
import octavo.nn.loss.PerStep;
import octavo.nn.model.GaussianVae;
import octavo.nn.model.Gpt;
import octavo.nn.model.LeNet;
import octavo.nn.model.LstmClassifier;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// Training steps and inference of whole networks.
final class WholeNetworks {
  private static final Rng RNG = Rng.of(0);

  private WholeNetworks() {}

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
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

  /// Work so small that the cost of a call shows.
  static void addSmallTo(List<Workload> all) {
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
  }

  static void addTo(List<Workload> all) {
    all.add(
        Workload.of(
            "step/lenet-b64",
            () -> {
              Layer model = LeNet.create(10, RNG);
              Optimizer adam = Optimizers.adam(1e-3).create(model.parameters());
              Tensor target = RandomTensors.integers(RNG, 0, 10, 64);
              return step(model, CrossEntropy.mean(), adam, normal(64, 1, 28, 28), target);
            }));
    all.add(
        Workload.of(
            "step/resnet18-cifar-b16",
            () -> {
              Layer model = ResNet.resnet18(10).withSmallStem().create(RNG);
              Optimizer sgd = Optimizers.sgd(0.1).withMomentum(0.9).create(model.parameters());
              Tensor target = RandomTensors.integers(RNG, 0, 10, 16);
              return step(model, CrossEntropy.mean(), sgd, normal(16, 3, 32, 32), target);
            }));
    all.add(
        Workload.of(
            "step/vae-mlp-b128",
            () -> {
              GaussianVae vae = GaussianVae.of(784).create(RNG);
              Optimizer adam = Optimizers.adam(1e-3).create(vae.parameters());
              Tensor x = RandomTensors.uniform(RNG, 0, 1, 128, 784);
              Mode mode = Mode.training(RNG.split("step"));
              return () -> {
                Tensor value = vae.elbo(x, mode).loss();
                adam.step(value.gradients());
                return value;
              };
            }));
    all.add(
        Workload.of(
            "step/gpt-4x128-b16x64",
            () -> {
              Layer model = Gpt.of(65, 64).withWidth(128).withHeads(4).withBlocks(4).create(RNG);
              Optimizer adamW = Optimizers.adamW(3e-4).create(model.parameters());
              Tensor tokens = RandomTensors.integers(RNG, 0, 65, 16, 64);
              Tensor target = RandomTensors.integers(RNG, 0, 65, 16, 64);
              return step(model, new PerStep(CrossEntropy.mean()), adamW, tokens, target);
            }));
    all.add(
        Workload.of(
            "step/lstm-64-128-b32x32",
            () -> {
              Layer model = LstmClassifier.create(64, 128, 10, RNG);
              Optimizer adam = Optimizers.adam(1e-3).create(model.parameters());
              Tensor target = RandomTensors.integers(RNG, 0, 10, 32);
              return step(model, CrossEntropy.mean(), adam, normal(32, 32, 64), target);
            }));
    all.add(inference("infer/resnet50-b1", () -> ResNet.resnet50(1000).create(RNG), 1));
    all.add(inference("infer/mobilenet-v2-b1", () -> MobileNetV2.of(1000).create(RNG), 1));
    all.add(inference("infer/mobilenet-v2-b8", () -> MobileNetV2.of(1000).create(RNG), 8));
  }

  private static Workload inference(String name, Supplier<Layer> model, int batch) {
    return Workload.of(
        name,
        () -> {
          InferenceModel network = InferenceModel.of(model.get());
          Tensor x = normal(batch, 3, 224, 224);
          return () -> network.forward(x);
        });
  }
}

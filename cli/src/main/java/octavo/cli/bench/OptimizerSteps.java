package octavo.cli.bench;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Parameter;
import octavo.nn.Sequential;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Steps of optimizers over many numbers.
final class OptimizerSteps {
  private static final Rng RNG = Rng.of(0);

  private OptimizerSteps() {}

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  static void addTo(List<Workload> all) {
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

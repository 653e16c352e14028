package octavo.optim;

import java.util.Map;
import java.util.Random;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// One optimizer on one problem.
final class Trial {
  /// A network of two layers.
  ///
  /// @param hidden the first
  /// @param output the second
  record Net(Linear hidden, Linear output) implements Layer {
    static Net create() {
      Rng rng = Rng.of(5);
      return new Net(Linear.of(2, 16).create(rng.split("h")), Linear.of(16, 2).create(rng));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return output.forward(hidden.forward(x, mode).tanh(), mode);
    }
  }

  private static final Tensor X = RandomTensors.uniform(Rng.of(6), -1, 1, 64, 2);
  private static final Tensor LABELS =
      X.narrow(1, 0, 1)
          .multiply(X.narrow(1, 1, 1))
          .greater(0)
          .squeeze(1)
          .to(octavo.storage.DType.INT64);

  private Trial() {}

  /// The value of a landscape in the end.
  static double landscape(OptimizerCases.Case optimizer, Landscape landscape, double rate) {
    double[] start = {landscape.startX, landscape.startY};
    Tensor at = Tensors.of(start, 2);
    Parameter p = Parameter.of(optimizer.matricesOnly() ? at.reshape(1, 2) : at);
    Schedule schedule = Schedule.cosine(rate, 0, Landscape.STEPS);
    Optimizer o = optimizer.make().apply(rate).withSchedule(schedule).create(Map.of("p", p));
    Random noise = new Random(17);
    for (int i = 0; i < Landscape.STEPS; i++) {
      if (optimizer.name().equals("sophia") && i % 10 == 0) {
        double[] now = p.tensor().toDoubleArray();
        Tensor curved = Tensors.of(landscape.curvature(now[0], now[1]), 2);
        o.observeCurvature(Map.of(p, curved.abs()));
      }
      o.step(Map.of(p, landscape.seen(p.tensor(), noise)));
      if (landscape == Landscape.SADDLE && landscape.value(p.tensor()) < 10 * landscape.target) {
        break;
      }
    }
    return o.atEvaluationPoint(() -> landscape.value(p.tensor()));
  }

  /// An optimizer of a network; what is for matrices alone shares it with AdamW.
  static Optimizer over(
      OptimizerCases.Case optimizer, Map<String, Parameter> parameters, double rate) {
    Optimizers.Builder builder = optimizer.make().apply(rate);
    return optimizer.matricesOnly()
        ? ParameterGroups.of(parameters)
            .with(ParameterFilter.matrices(), builder)
            .rest(Optimizers.adamW(0.01))
        : builder.create(parameters);
  }

  /// One step of a network on exclusive or.
  static void step(OptimizerCases.Case optimizer, Net net, Optimizer o, int i) {
    Mode mode = Mode.training(Rng.of(i));
    if (optimizer.name().equals("sophia") && i % 10 == 0) {
      o.observeCurvature(
          HessianDiagonal.gaussNewtonBartlett(
              net.forward(X, mode), net.parameters().values(), Rng.of(i)));
    }
    o.step(net.forward(X, mode).crossEntropy(LABELS).mean().gradients());
  }

  static double loss(Net net, Optimizer o) {
    return o.atEvaluationPoint(
        () -> net.forward(X, Mode.inference()).crossEntropy(LABELS).mean().item());
  }

  /// The loss of the network after 300 steps.
  static double network(OptimizerCases.Case optimizer, double rate) {
    Net net = Net.create();
    Optimizer o = over(optimizer, net.parameters(), rate);
    for (int i = 0; i < 300; i++) {
      step(optimizer, net, o, i);
    }
    return loss(net, o);
  }
}

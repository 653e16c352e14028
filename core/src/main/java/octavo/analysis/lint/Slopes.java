package octavo.analysis.lint;

import java.util.HashMap;
import java.util.Map;
import octavo.autograd.Derivatives;
import octavo.autograd.Gradients;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.loss.Loss;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The gradient of each parameter for one scalar of the network.
///
/// @param byParameter none for a parameter on which the scalar does not depend
record Slopes(Map<Parameter, Tensor> byParameter) {
  /// Of a sum of the output's numbers with random factors: what no two units have alike. Inputs that are
  /// real numbers are random too, so that a sample of zeros hides nothing.
  static Slopes ofOutput(Subject subject) {
    Tensor y = scalar(subject);
    return y.isTracked() ? of(subject, y) : new Slopes(Map.of());
  }

  /// What a small step along [#ofOutput] adds to these gradients: the Hessian times them. It tells layers
  /// that have no gradient as long as one behind them is 0, and have one after the first step, from such
  /// as never get one.
  static Slopes ofOutputLater(Subject subject) {
    Tensor y = scalar(subject);
    if (!y.isTracked()) {
      return new Slopes(Map.of());
    }
    Tensor[] leaves =
        subject.distinctParameters().stream()
            .map(entry -> entry.getValue().tracked())
            .toArray(Tensor[]::new);
    Tensor total = Tensor.scalar(0).to(y.dtype());
    for (Tensor slope :
        Derivatives.gradientsOrNull(y, y.stopGradient().onesLike(), /* record= */ true, leaves)) {
      if (slope != null && slope.isTracked()) {
        total = total.add(slope.multiply(slope.stopGradient()).sum().to(y.dtype()));
      }
    }
    return total.isTracked() ? of(subject, total) : new Slopes(Map.of());
  }

  private static Tensor scalar(Subject subject) {
    Rng rng = Rng.of(Subject.SEED);
    Tensor x = subject.sample();
    if (x.dtype().isFloating()) {
      x = RandomTensors.normal(x.dtype(), rng, 0, 1, x.shape().toArray());
    }
    Tensor y = subject.network().forward(x, Mode.inference().withGradients(true));
    return y.isTracked()
        ? y.multiply(RandomTensors.normal(y.dtype(), rng, 0, 1, y.shape().toArray())).sum()
        : y;
  }

  /// Of what the training minimizes, for its first batch.
  ///
  /// @throws RuntimeException as the loss does where it refuses the batch
  static Slopes ofObjective(Subject subject) {
    Training training = subject.training();
    Mode mode = Mode.training(Rng.of(Subject.SEED)).withBatchStatistics(false);
    Objective objective = training.objective();
    Loss loss = training.loss();
    Tensor y;
    if (objective != null) {
      y = objective.of(subject.batch(), mode);
    } else if (loss != null) {
      Tensor output = subject.network().forward(subject.batch().inputs(), mode);
      y = loss.of(output, subject.batch().targets()).mean();
    } else {
      throw new IllegalStateException("Slopes: a training without anything to minimize.");
    }
    return y.isTracked() ? of(subject, y) : new Slopes(Map.of());
  }

  private static Slopes of(Subject subject, Tensor y) {
    Gradients gradients = y.gradients();
    Map<Parameter, Tensor> found = new HashMap<>();
    for (Parameter parameter : subject.parameters().values()) {
      Tensor slope = gradients.find(parameter);
      if (slope != null) {
        found.put(parameter, slope);
      }
    }
    return new Slopes(found);
  }

  @Nullable Tensor of(Parameter parameter) {
    return byParameter.get(parameter);
  }

  boolean reaches(Parameter parameter) {
    return byParameter.containsKey(parameter);
  }
}

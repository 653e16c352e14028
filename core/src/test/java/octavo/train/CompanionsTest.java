package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.BatchNorm1d;
import octavo.nn.Dropout;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.AverageRule;
import octavo.optim.ClosureOptimizer;
import octavo.optim.Lbfgs;
import octavo.optim.LookAheadNesterov;
import octavo.optim.Lookahead;
import octavo.optim.ModelAverage;
import octavo.optim.Optimizers;
import octavo.optim.ReduceOnPlateau;
import octavo.optim.Sam;
import octavo.optim.Schedule;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Averages, plateaus and optimizers that ask more than once, within a training.
class CompanionsTest {
  private static final int EPOCHS = 3;

  @TempDir private Path folder = Path.of("");

  /// Optimizers that ask for gradients.
  enum Asking {
    SAM(p -> Sam.of(Optimizers.adam(0.01).create(p), p, 0.05)),
    LOOKAHEAD(p -> Lookahead.of(Optimizers.sgd(0.1).withMomentum(0.9).create(p), p, 4, 0.5)),
    NESTEROV(p -> LookAheadNesterov.of(p, 0.05, 0.9)),
    LBFGS(p -> Lbfgs.options(0.5).withIterations(3).withHistory(5).create(p));

    private final Function<Map<String, Parameter>, ClosureOptimizer> made;

    Asking(Function<Map<String, Parameter>, ClosureOptimizer> made) {
      this.made = made;
    }
  }

  private static Layer network(Rng rng) {
    return Sequential.of(
        Linear.of(4, 9).create(rng.split("a")),
        BatchNorm1d.create(9),
        new Relu(),
        new Dropout(0.2),
        Linear.of(9, 3).create(rng.split("b")));
  }

  private static TensorDataset data(int n) {
    Tensor x = RandomTensors.normal(Rng.of(n), n, 4);
    return new TensorDataset(x, x.narrow(1, 0, 3).argMax(1));
  }

  private record Run(Trainer trainer, Layer model, ModelAverage average, ReduceOnPlateau plateau) {}

  private static Run run(Asking asking, Path file, int stopAfter) {
    Rng rng = Rng.of(7);
    Layer model = network(rng.split("model"));
    ModelAverage average = ModelAverage.of(model, AverageRule.exponentialWarm(0.9));
    ReduceOnPlateau plateau = ReduceOnPlateau.options(0.5, 0).withThreshold(0.5).create();
    TrainingListener stop =
        new TrainingListener() {
          private int seen;

          @Override
          public boolean stopRequested() {
            return ++seen == stopAfter;
          }
        };
    Trainer trainer =
        Trainer.of(
                model,
                CrossEntropy.mean(),
                asking.made.apply(model.parameters()),
                DataLoader.shuffled(data(50), 12, rng.split("data")),
                rng.split("train"))
            .withTest(data(20))
            .withAverage(average)
            .withPlateau(plateau)
            .withListener(stop)
            .withCheckpoints(file, 1e9, Map.of())
            .build();
    return new Run(trainer, model, average, plateau);
  }

  @ParameterizedTest
  @EnumSource(Asking.class)
  void aResumedTrainingHasTheSameBytes(Asking asking) throws IOException {
    Path whole = folder.resolve("whole");
    Run once = run(asking, whole, -1);
    once.trainer.run(EPOCHS);
    assertThat(once.plateau.scale()).isLessThan(1);
    assertThat(once.average.count()).isEqualTo(EPOCHS * 5L);
    Path pieces = folder.resolve("pieces");
    Run run = run(asking, pieces, 2);
    while (!run.trainer.run(EPOCHS)) {
      run = run(asking, pieces, 2);
      run.trainer.resume(Checkpoint.read(pieces));
    }
    assertThat(Files.readAllBytes(pieces)).isEqualTo(Files.readAllBytes(whole));
    assertThat(once.trainer.cursor().history().getLast().trainLoss())
        .isLessThan(once.trainer.cursor().history().getFirst().trainLoss());
  }

  @Test
  void evaluatesTheAverages() {
    Run run = run(Asking.SAM, folder.resolve("file"), -1);
    run.trainer.run(1);
    double told = run.trainer.cursor().history().getFirst().testLoss();
    assertThat(run.average.within(() -> Evaluation.of(run.model, data(20)).loss())).isEqualTo(told);
    assertThat(Evaluation.of(run.model, data(20)).loss()).isNotEqualTo(told);
    run.average.apply();
    assertThat(Evaluation.of(run.model, data(20)).loss()).isEqualTo(told);
  }

  /// Two passes a step, but the running statistics count one, and are those of the first.
  @Test
  void runningStatisticsMoveOnceAStep() {
    Rng rng = Rng.of(7);
    Layer[] models = {network(rng.split("model")), network(rng.split("model"))};
    for (int i = 0; i < 2; i++) {
      Map<String, Parameter> p = models[i].parameters();
      ClosureOptimizer still = ClosureOptimizer.of(Optimizers.sgd(0).create(p));
      Trainer.of(
              models[i],
              CrossEntropy.mean(),
              i == 0 ? still : Sam.of(still, p, 0.5),
              DataLoader.inOrder(data(24), 12),
              rng.split("train"))
          .build()
          .run(2);
    }
    assertThat(Objects.requireNonNull(models[1].state().get("1.num_batches_tracked")).item())
        .isEqualTo(4);
    assertThat(models[1].state()).isEqualTo(models[0].state());
  }

  @Test
  void aPlateauLowersTheRateOfTheTraining() {
    Layer model = network(Rng.of(1));
    ReduceOnPlateau plateau = ReduceOnPlateau.options(0.1, 0).withThreshold(0.9).create();
    var optimizer =
        Optimizers.sgd(1)
            .withSchedule(plateau.of(Schedule.constant(0.5)))
            .create(model.parameters());
    Trainer.of(model, CrossEntropy.mean(), optimizer, DataLoader.inOrder(data(24), 12), Rng.of(2))
        .withPlateau(plateau) // without test data it sees the loss of the training
        .build()
        .run(3);
    assertThat(optimizer.learningRate()).isEqualTo(0.5 * 0.1 * 0.1);
  }

  @Test
  void refusesCheckpointsWithOtherParts() throws IOException {
    Path file = folder.resolve("file");
    run(Asking.SAM, file, -1).trainer.run(1);
    Checkpoint with = Checkpoint.read(file);
    Run other = run(Asking.SAM, file, -1);
    Layer model = network(Rng.of(7).split("model"));
    Trainer plain =
        Trainer.of(
                model,
                CrossEntropy.mean(),
                Asking.SAM.made.apply(model.parameters()),
                DataLoader.shuffled(data(50), 12, Rng.of(7).split("data")),
                Rng.of(7).split("train"))
            .build();
    assertThatThrownBy(() -> plain.resume(with))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "resume: the trainer must have the parts of the checkpoint, but has no average. Build"
                + " it with withAverage.");
    Map<String, Tensor> before = other.plateau.state();
    Checkpoint broken =
        new Checkpoint(with.model(), Map.of(), with.others(), with.cursor(), with.settings());
    assertThatThrownBy(() -> other.trainer.resume(broken)).hasMessageContaining("'steps'");
    assertThat(other.plateau.state()).isEqualTo(before);
    assertThat(other.average.count()).isZero();
    Checkpoint without =
        new Checkpoint(with.model(), with.optimizer(), with.cursor(), with.settings());
    assertThatThrownBy(() -> other.trainer.resume(without))
        .hasMessageStartingWith(
            "ModelAverage.load: 'average.0.weight' must be [9, 4], but is missing.");
  }
}

package octavo.train;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import octavo.data.DataLoader;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Dropout;
import octavo.nn.Flatten;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.MaxPool2d;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.Optimizers;
import octavo.optim.Schedule;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The last checkpoint of a training that was stopped and resumed has the same bytes as that of one
/// that never stopped: weights, running statistics, moments, counts, results and random stream.
class ExactResumeTest {
  private static final int EPOCHS = 3;

  @TempDir private Path folder = Path.of("");

  /// Optimizers whose rate changes from step to step.
  enum Rates {
    WARM_COSINE(
        Optimizers.adamW(1)
            .withSchedule(Schedule.cosine(5e-3, 1e-4, 9).withWarmup(3))
            .withClipByNorm(1)),
    STEPS(Optimizers.sgd(1).withSchedule(Schedule.step(0.02, 2, 0.7)).withMomentum(0.9)),
    NESTEROV(
        Optimizers.sgd(1)
            .withSchedule(Schedule.constant(0.01).withWarmup(5))
            .withNesterov(0.9)
            .withWeightDecay(1e-3));

    private final Optimizers.Builder optimizer;

    Rates(Optimizers.Builder optimizer) {
      this.optimizer = optimizer;
    }
  }

  /// Draws random numbers, and keeps statistics besides its parameters.
  private static Layer network(Rng rng) {
    return Sequential.of(
        Conv2d.of(1, 3, kernel(5)).withStride(2).create(rng.split("c")),
        BatchNorm2d.create(3),
        new Relu(),
        new MaxPool2d(kernel(2)),
        new Flatten(),
        new Dropout(0.3),
        Linear.of(108, 3).create(rng.split("f")));
  }

  private Trainer trainer(Optimizers.Builder optimizer, Path file, int patience, int stopAfter) {
    Rng rng = Rng.of(7);
    Layer model = network(rng.split("model"));
    TrainingListener stop =
        new TrainingListener() {
          private int seen;

          @Override
          public boolean stopRequested() {
            return ++seen == stopAfter;
          }
        };
    DataLoader batches = DataLoader.shuffled(Fixtures.images(50), 12, rng.split("data"));
    return Trainer.of(
            model,
            CrossEntropy.mean(),
            optimizer.create(model.parameters()),
            batches,
            rng.split("train"))
        .withTest(Fixtures.images(20))
        .withEarlyStopping(patience)
        .withListener(stop)
        .withCheckpoints(file, 1e9, Map.of("a", "b"))
        .build();
  }

  /// Runs on after a stop every `every` batches until all is done; the number of stops.
  private int inPieces(Function<Integer, Trainer> made, Path file, int epochs, int every)
      throws IOException {
    int stops = 0;
    Trainer trainer = made.apply(every);
    while (!trainer.run(epochs)) {
      stops++;
      trainer = made.apply(every);
      trainer.resume(Checkpoint.read(file));
    }
    return stops;
  }

  @ParameterizedTest
  @EnumSource(Rates.class)
  void theLastCheckpointHasTheSameBytes(Rates rates) throws IOException {
    Path whole = folder.resolve("whole");
    trainer(rates.optimizer, whole, 9, -1).run(EPOCHS);
    for (int every : new int[] {1, 2, 3, 5, 7}) {
      Path pieces = folder.resolve("pieces-" + every);
      int stops =
          inPieces(after -> trainer(rates.optimizer, pieces, 9, after), pieces, EPOCHS, every);
      assertThat(stops).isEqualTo(EPOCHS * 5 / every);
      assertThat(Files.readAllBytes(pieces)).as("%d", every).isEqualTo(Files.readAllBytes(whole));
    }
  }

  /// With a rate of 0 nothing but the running statistics moves, so the test loss soon is no better.
  @Test
  void earlyStoppingRemembersTheEpochsBefore() throws IOException {
    Optimizers.Builder still = Optimizers.sgd(0);
    Path whole = folder.resolve("whole");
    Trainer once = trainer(still, whole, 2, -1);
    assertThat(once.run(200)).isTrue();
    assertThat(once.cursor().epoch()).isLessThan(200);
    Path pieces = folder.resolve("pieces");
    inPieces(after -> trainer(still, pieces, 2, after), pieces, 200, 4);
    assertThat(Files.readAllBytes(pieces)).isEqualTo(Files.readAllBytes(whole));
    Trainer resumed = trainer(still, pieces, 2, -1);
    resumed.resume(Checkpoint.read(pieces));
    assertThat(resumed.run(200)).isTrue();
    assertThat(resumed.cursor().step()).isEqualTo(once.cursor().step());
  }
}

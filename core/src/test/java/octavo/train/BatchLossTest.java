package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.nn.model.GumbelVae;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings whose loss is no classifier's: a variational autoencoder at a temperature that falls from step
/// to step.
class BatchLossTest {
  private static final Dataset IMAGES = Fixtures.images(50).normalized(0, 1);

  @TempDir private Path folder = Path.of("");

  private final List<Long> steps = new ArrayList<>();

  private Trainer.Builder trainer() {
    Rng rng = Rng.of(7);
    GumbelVae vae =
        GumbelVae.of(28, 28)
            .withLatents(4, 3)
            .withChannels(2)
            .withHidden(4)
            .create(rng.split("model"));
    BatchLoss bound =
        (batch, mode, step) -> {
          steps.add(step);
          return vae.elbo(batch.inputs(), GumbelVae.temperature(100 * step), mode).loss();
        };
    return Trainer.minimizing(
        vae,
        bound,
        Optimizers.adam(1e-3).create(vae.parameters()),
        DataLoader.shuffled(IMAGES, 12, rng.split("data")),
        rng.split("train"));
  }

  private Trainer stoppedAfter(int batches, Path file) {
    TrainingListener stop =
        new TrainingListener() {
          private int seen;

          @Override
          public boolean stopRequested() {
            return ++seen == batches;
          }
        };
    return trainer().withListener(stop).withCheckpoints(file, 1e9, Map.of()).build();
  }

  /// The temperature follows from the step, so that nothing of it need be kept.
  @Test
  void theLastCheckpointHasTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(stoppedAfter(-1, whole).run(3)).isTrue();
    List<Long> inOne = List.copyOf(steps);
    assertThat(inOne).startsWith(0L, 1L).endsWith(14L).hasSize(15);
    for (int every : new int[] {1, 4, 7}) {
      steps.clear();
      Path pieces = folder.resolve("pieces-" + every);
      Trainer trainer = stoppedAfter(every, pieces);
      while (!trainer.run(3)) {
        trainer = stoppedAfter(every, pieces);
        trainer.resume(Checkpoint.read(pieces));
      }
      assertThat(steps).isEqualTo(inOne);
      assertThat(Files.readAllBytes(pieces)).as("%d", every).isEqualTo(Files.readAllBytes(whole));
    }
  }

  @Test
  void nothingIsCountedRight() {
    List<Double> accuracies = new ArrayList<>();
    List<EpochResult> results = new ArrayList<>();
    trainer()
        .withListener(
            new TrainingListener() {
              @Override
              public void onBatch(Progress progress) {
                accuracies.add(progress.accuracy());
                assertThat(progress.loss()).isPositive();
              }

              @Override
              public void onEpoch(EpochResult result) {
                results.add(result);
              }
            })
        .build()
        .run(2);
    assertThat(accuracies).hasSize(10).containsOnly(Double.NaN);
    assertThat(results.getLast().trainAccuracy()).isNaN();
    assertThat(results.getLast().trainLoss()).isLessThan(results.getFirst().trainLoss());
  }

  @Test
  void testDataNeedAClassifier() {
    assertThatThrownBy(() -> trainer().withTest(IMAGES).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Trainer: test data are classified after each epoch, but the model is trained for another loss. Evaluate it in a listener's onEpoch.");
  }
}

package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import octavo.data.DataLoader;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Lstm;
import octavo.nn.Mode;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.LstmClassifier;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recurrent network with all its kinds of dropout resumes to the same bytes.
class RecurrentResumeTest {
  @TempDir private Path folder = Path.of("");

  /// Pictures read row by row.
  record Rows(LstmClassifier reader) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return reader.forward(x.squeeze(1), mode);
    }
  }

  private Trainer trainer(Path file, int stopAfter) {
    Rng rng = Rng.of(7);
    Lstm lstm =
        Lstm.of(28, 6)
            .withLayers(2)
            .withBidirectional()
            .withVariationalDropout(0.3)
            .withRecurrentDropout(0.2)
            .create(rng.split("lstm"));
    Layer model = new Rows(new LstmClassifier(lstm, Linear.of(12, 3).create(rng.split("head"))));
    TrainingListener stop =
        new TrainingListener() {
          private int seen;

          @Override
          public boolean stopRequested() {
            return ++seen == stopAfter;
          }
        };
    return Trainer.of(
            model,
            CrossEntropy.mean(),
            Optimizers.adam(1e-2).create(model.parameters()),
            DataLoader.shuffled(Fixtures.images(40), 10, rng.split("data")),
            rng.split("train"))
        .withListener(stop)
        .withCheckpoints(file, 1e9, Map.of())
        .build();
  }

  @Test
  void theLastCheckpointHasTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(trainer(whole, -1).run(2)).isTrue();
    Path pieces = folder.resolve("pieces");
    Trainer trainer = trainer(pieces, 3);
    int stops = 0;
    while (!trainer.run(2)) {
      stops++;
      trainer = trainer(pieces, 3);
      trainer.resume(Checkpoint.read(pieces));
    }
    assertThat(stops).isEqualTo(2);
    assertThat(Files.readAllBytes(pieces)).isEqualTo(Files.readAllBytes(whole));
    assertThat(Checkpoint.Weights.read(pieces).state())
        .containsKeys("reader.lstm.weight_ih_l1_reverse", "reader.head.bias");
  }
}

package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import octavo.format.AtomicFile;
import octavo.format.FormatException;
import octavo.kernel.AnyThreads;
import octavo.nn.Parameter;
import octavo.nn.model.Mlp;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  @TempDir private Path folder = Path.of("");

  private Path checkpoint() {
    return folder.resolve("checkpoint.safetensors");
  }

  private byte[] finish(Fixtures.Run run) throws IOException {
    run.trainer().withCheckpoints(checkpoint(), 1e9, Map.of("seed", "1")).build().run(2);
    Path model = folder.resolve("model.safetensors");
    Checkpoint.writeModel(model, run.model(), Map.of());
    return Files.readAllBytes(model);
  }

  /// Stops after a number of batches.
  private static TrainingListener stopAfter(int batches) {
    return new TrainingListener() {
      private int seen;

      @Override
      public boolean stopRequested() {
        return ++seen >= batches;
      }
    };
  }

  @Test
  void stoppedAnywhereItGoesOnToTheSameBits() throws IOException {
    byte[] whole = finish(Fixtures.run(1, 1e-3));
    for (int batches = 1; batches < 14; batches += 3) {
      Fixtures.Run first = Fixtures.run(1, 1e-3);
      boolean done =
          first
              .trainer()
              .withListener(stopAfter(batches))
              .withCheckpoints(checkpoint(), 1e9, Map.of("seed", "1"))
              .build()
              .run(2);
      assertThat(done).isFalse();
      Fixtures.Run second = Fixtures.run(1, 1e-3);
      Trainer trainer =
          second.trainer().withCheckpoints(checkpoint(), 1e9, Map.of("seed", "1")).build();
      trainer.resume(Checkpoint.read(checkpoint()));
      assertThat(trainer.cursor().step()).isEqualTo(batches);
      assertThat(trainer.run(2)).isTrue();
      Path model = folder.resolve("resumed.safetensors");
      Checkpoint.writeModel(model, second.model(), Map.of());
      assertThat(Files.readAllBytes(model)).as("stopped after %d", batches).isEqualTo(whole);
    }
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() throws Exception {
    AnyThreads.same(() -> finish(Fixtures.run(1, 1e-3)));
  }

  @Test
  void historyAndSettingsSurvive() throws IOException {
    finish(Fixtures.run(1, 1e-3));
    Checkpoint read = Checkpoint.read(checkpoint());
    assertThat(read.cursor().epoch()).isEqualTo(2);
    assertThat(read.cursor().history()).hasSize(2);
    assertThat(read.settings()).containsEntry("seed", "1");
  }

  /// Else the same training would write another file in another process.
  @Test
  void settingsKeepTheirOrder() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (char name = 'z'; name >= 'a'; name--) {
      settings.put(String.valueOf(name), "1");
    }
    Fixtures.run(1, 1e-3).trainer().withCheckpoints(checkpoint(), 1e9, settings).build().run(1);
    assertThat(Checkpoint.read(checkpoint()).settings().keySet())
        .containsExactlyElementsOf(settings.keySet());
  }

  @Test
  void anotherSeedIsRefusedAndNothingChanged() throws IOException {
    finish(Fixtures.run(1, 1e-3));
    Fixtures.Run other = Fixtures.run(2, 1e-3);
    Map<String, Tensor> before = Map.copyOf(copies(other));
    assertThatThrownBy(() -> other.trainer().build().resume(Checkpoint.read(checkpoint())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "resume: the checkpoint is from another seed. Start with the same --seed, or train anew"
                + " in another folder.");
    assertThat(copies(other)).isEqualTo(before);
  }

  @Test
  void anotherModelIsRefusedAndNothingChanged() throws IOException {
    finish(Fixtures.run(1, 1e-3));
    Fixtures.Run other = Fixtures.run(1, 1e-3, rng -> Mlp.create(784, 3, rng));
    Map<String, Tensor> before = Map.copyOf(copies(other));
    assertThatThrownBy(() -> other.trainer().build().resume(Checkpoint.read(checkpoint())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "load: the state must fit the network, but 'f1.weight' is [120, 400] instead of [256,"
                + " 784], 'f1.bias' is [120] instead of [256], 'f2.weight' is [84, 120] instead of"
                + " [128, 256], 'f2.bias' is [84] instead of [128], 'f3.weight' is [3, 84] instead"
                + " of [3, 128], and 4 more. Is it from another model?");
    assertThat(copies(other)).isEqualTo(before);
    assertThat(other.optimizer().state().get("steps"))
        .isEqualTo(Fixtures.run(1, 1e-3).optimizer().state().get("steps"));
  }

  @Test
  void aFullDiskKeepsThePreviousCheckpoint() throws IOException {
    finish(Fixtures.run(1, 1e-3));
    byte[] good = Files.readAllBytes(checkpoint());
    assertThatThrownBy(() ->
            AtomicFile.write(
                checkpoint(),
                channel -> {
                  AtomicFile.writeFully(channel, ByteBuffer.allocate(100));
                  throw new IOException("No space left on device");
                }))
        .hasMessage(
            checkpoint()
                + " cannot be written: No space left on device. The previous file, if there was one,"
                + " is unchanged; free some space or choose a folder on another disk.");
    assertThat(Files.readAllBytes(checkpoint())).isEqualTo(good);
    assertThat(Checkpoint.read(checkpoint()).cursor().epoch()).isEqualTo(2);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private static Map<String, Tensor> copies(Fixtures.Run run) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    run.model().state().forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }

  @Test
  void everyTruncationAndBitFlipIsRefused() throws IOException {
    finish(Fixtures.run(1, 1e-3));
    byte[] good = Files.readAllBytes(checkpoint());
    Path damaged = folder.resolve("damaged.safetensors");
    for (int length = 0; length < good.length; length += 1 + good.length / 60) {
      Files.write(damaged, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> Checkpoint.read(damaged)).isInstanceOf(FormatException.class);
    }
    Random random = new Random(1);
    for (int round = 0; round < 150; round++) {
      byte[] bytes = good.clone();
      int at = round < 50 ? random.nextInt(600) : random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(damaged, bytes);
      assertThatThrownBy(() -> Checkpoint.read(damaged))
          .as("byte %d", at)
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void anUnwritableFolderIsAnErrorThatSaysWhatToDo() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "not a folder");
    Fixtures.Run run = Fixtures.run(1, 1e-3);
    assertThatThrownBy(() ->
            run.trainer()
                .withCheckpoints(file.resolve("checkpoint.safetensors"), 1e9, Map.of())
                .build()
                .run(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("The previous file, if there was one, is unchanged");
  }

  @Test
  void aLossThatIsNoNumberStopsTheTraining() {
    Fixtures.Run run = Fixtures.run(1, 1e-3);
    Parameter weight = Objects.requireNonNull(run.model().parameters().get("c2.weight"));
    float[] values = weight.tensor().toFloatArray();
    values[0] = Float.NaN;
    weight.set(Tensor.of(values, weight.tensor().shape().toArray()));
    assertThatThrownBy(() -> run.trainer().build().run(1))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "train: the loss must be finite, but is NaN in step 1; first not finite: parameter"
                + " 'c2.weight'. Try a smaller learning rate, or clip gradients.");
  }

  @Test
  void earlyStoppingEndsBeforeTheLastEpoch() {
    Fixtures.Run run = Fixtures.run(1, 0);
    Trainer trainer = run.trainer().withEarlyStopping(2).build();
    trainer.run(50);
    assertThat(trainer.cursor().epoch()).isEqualTo(3);
  }
}

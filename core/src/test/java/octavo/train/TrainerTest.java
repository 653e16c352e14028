package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.data.TensorDataset;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir private Path folder = Path.of("");

  /// Four examples of two numbers and two classes.
  private static final Dataset FOUR =
      new TensorDataset(
          Tensors.of(new float[] {1, 0, 0, 1, 2, 0, 0, 2}, 4, 2),
          Tensors.of(new long[] {0, 1, 0, 1}, 4));

  private static Layer linear() {
    return Linear.of(2, 2).create(Rng.of(1));
  }

  private static Trainer.Builder trainer(Layer model, double rate, Dataset data) {
    return Trainer.of(
        model,
        CrossEntropy.mean(),
        Optimizers.sgd(rate).create(model.parameters()),
        DataLoader.inOrder(data, 2),
        Rng.of(2));
  }

  /// Writes down what it is told.
  private record Recorder(String name, List<String> events) implements TrainingListener {
    @Override
    public void onBatch(Progress progress) {
      events.add(name + " batch " + progress.batch());
    }

    @Override
    public void onEpoch(EpochResult result) {
      events.add(name + " epoch " + result.epoch());
    }

    @Override
    public void onCheckpoint(Path file) {
      events.add(name + " checkpoint");
    }

    @Override
    public boolean stopRequested() {
      events.add(name + " asked");
      return events.stream().filter(e -> e.equals(name + " batch 1")).count() == 2
          && name.equals("a");
    }
  }

  @Test
  void listenersAreToldInOrder() {
    List<String> events = new ArrayList<>();
    boolean done =
        trainer(linear(), 0.1, FOUR)
            .withListener(new Recorder("a", events))
            .withListener(new Recorder("b", events))
            .withCheckpoints(folder.resolve("c"), 1e9, Map.of())
            .build()
            .run(5);
    assertThat(done).isFalse();
    assertThat(events)
        .containsExactly(
            "a batch 1",
            "b batch 1",
            "a asked",
            "b asked",
            "a batch 2",
            "b batch 2",
            "a asked",
            "b asked",
            "a epoch 1",
            "b epoch 1",
            "a checkpoint",
            "b checkpoint",
            "a batch 1",
            "b batch 1",
            "a asked",
            "b asked",
            "a checkpoint",
            "b checkpoint");
  }

  @Test
  void earlyStoppingNeedsTestData() {
    assertThatThrownBy(() -> trainer(linear(), 0.1, FOUR).withEarlyStopping(2).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "early stopping: there must be test data, but there is none. Call withTest(data).");
    assertThatThrownBy(() -> trainer(linear(), 0.1, FOUR).withEarlyStopping(0))
        .hasMessage("early stopping: the number of epochs must be at least 1, but is 0.");
  }

  @Test
  void earlyStoppingWaitsWhileTheTestLossFalls() {
    Trainer falling = trainer(linear(), 0.1, FOUR).withTest(FOUR).withEarlyStopping(1).build();
    falling.run(30);
    assertThat(falling.cursor().epoch()).isEqualTo(30);
    Dataset opposite = FOUR.map(b -> new Batch(b.inputs(), b.targets().negate().add(1)));
    Trainer rising = trainer(linear(), 0.1, FOUR).withTest(opposite).withEarlyStopping(3).build();
    rising.run(30);
    assertThat(rising.cursor().epoch()).isEqualTo(4);
  }

  @Test
  void aLossThatOverflowsNamesTheLayerAndKeepsTheCheckpoint() throws IOException {
    Path file = folder.resolve("checkpoint");
    Layer model = linear();
    trainer(model, 0.1, FOUR).withCheckpoints(file, 1e9, Map.of()).build().run(1);
    byte[] before = Files.readAllBytes(file);
    Dataset far = FOUR.map(b -> new Batch(b.inputs().multiply(1e10), b.targets().negate().add(1)));
    Trainer trainer = trainer(model, 1e20, far).withCheckpoints(file, 1e9, Map.of()).build();
    trainer.resume(Checkpoint.read(file));
    assertThatThrownBy(() -> trainer.run(3))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "train: the loss must be finite, but is NaN in step 4; first not finite: the result of"
                + " linear with parameter 'weight' and parameter 'bias'. Try a smaller learning"
                + " rate, or clip gradients.");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Checkpoint.read(file).cursor().epoch()).isEqualTo(1);
  }

  @Test
  void anInputThatIsNoNumberIsNamed() {
    Dataset bad = FOUR.map(b -> new Batch(b.inputs().multiply(Double.NaN), b.targets()));
    assertThatThrownBy(() -> trainer(linear(), 0.1, bad).build().run(1))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "train: the loss must be finite, but is NaN in step 1; first not finite: an input of"
                + " linear with parameter 'weight' and parameter 'bias'. Try a smaller learning"
                + " rate, or clip gradients.");
  }

  /// The only step of the epoch has a finite loss, but its update does not fit in a float.
  @Test
  void aNetworkThatOverflowsIsNotWritten() throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset two = new TensorDataset(Tensor.of(new float[] {1, 0, 0, 1}, 2, 2), Tensors.arange(2));
    Layer model = linear();
    trainer(model, 0.1, two).withCheckpoints(file, 1e9, Map.of()).build().run(1);
    byte[] before = Files.readAllBytes(file);
    Trainer trainer = trainer(model, 1e39, two).withCheckpoints(file, 1e9, Map.of()).build();
    trainer.resume(Checkpoint.read(file));
    assertThatThrownBy(() -> trainer.run(2))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "train: the network must be finite, but 'weight' is not after step 2; the last"
                + " checkpoint, if there is one, is from before that. Try a smaller learning rate,"
                + " or clip gradients.");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aCheckpointOfLongerEpochsIsRefused() {
    Trainer trainer = trainer(linear(), 0.1, FOUR).build();
    Layer model = linear();
    Checkpoint.Cursor cursor =
        new Checkpoint.Cursor(0, 3, 3, 0, 0, 6, Rng.of(2).state(), List.of());
    Checkpoint other =
        Checkpoint.of(model, Optimizers.sgd(0.1).create(model.parameters()), cursor, Map.of());
    assertThatThrownBy(() -> trainer.resume(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "resume: the checkpoint must fit the data, but it is after batch 3 of an epoch that has"
                + " 2. Use the same data and the same size of batch.");
    assertThat(trainer.cursor().step()).isZero();
  }

  private static EpochResult firstEpoch(Tensor targets) {
    List<EpochResult> results = new ArrayList<>();
    Dataset data = new TensorDataset(FOUR.batch(new int[] {0, 1, 2, 3}).inputs(), targets);
    trainer(linear(), 0.1, data)
        .withListener(
            new TrainingListener() {
              @Override
              public void onEpoch(EpochResult result) {
                results.add(result);
              }
            })
        .build()
        .run(1);
    return results.getFirst();
  }

  /// Distributions were compared with classes as if these were to be repeated.
  @Test
  void countsWhatIsRightOfDistributions() {
    Tensor classes = FOUR.batch(new int[] {0, 1, 2, 3}).targets();
    EpochResult expected = firstEpoch(classes);
    EpochResult found = firstEpoch(Tensors.oneHot(classes, 2).to(DType.FLOAT32));
    assertThat(found.trainAccuracy()).isEqualTo(expected.trainAccuracy()).isBetween(0.0, 1.0);
    assertThat(found.trainLoss()).isCloseTo(expected.trainLoss(), within(1e-6));
  }

  @Test
  void refusesTargetsThatAreNeitherClassesNorDistributions() {
    Trainer trainer =
        Trainer.of(
                linear(),
                (logits, targets) -> logits.sum(1).subtract(targets.squeeze(1)).square().mean(),
                Optimizers.sgd(0.1).create(linear().parameters()),
                DataLoader.inOrder(new TensorDataset(Tensor.zeros(4, 2), Tensor.zeros(4, 1)), 2),
                Rng.of(2))
            .build();
    assertThatThrownBy(() -> trainer.run(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Trainer: to count what is right, targets must be a class for each of [2] or distributions of"
                + " the logits' shape [2, 2], but are [2, 1]. Train for other losses with"
                + " Trainer.minimizing.");
  }
}

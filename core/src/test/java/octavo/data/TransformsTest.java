package octavo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class TransformsTest {
  /// Images `[n, 1, 2, 3]` whose pixels are numbered.
  private static Batch numbered(int n) {
    Tensor x = Tensors.arange(n * 6).to(DType.FLOAT32).reshape(n, 1, 2, 3);
    return new Batch(x, Tensors.arange(n));
  }

  private static List<float[]> inputs(Iterator<Batch> batches) {
    List<float[]> all = new ArrayList<>();
    batches.forEachRemaining(batch -> all.add(batch.inputs().toFloatArray()));
    return all;
  }

  @Test
  void normalizes() {
    Tensor x = Tensors.of(new float[] {1, 2, 3, 4}, 1, 2, 1, 2);
    BatchTransform transform = ImageTransforms.normalize(new float[] {1, 3}, new float[] {1, 0.5f});
    Batch found = transform.apply(new Batch(x, Tensors.arange(1)), Rng.of(1));
    assertThat(found.inputs().toFloatArray()).containsExactly(0, 1, 0, 2);
    assertThatThrownBy(() -> transform.apply(numbered(1), Rng.of(1)))
        .hasMessage(
            "normalize: there must be a mean for each channel, but there are 2 and the images are"
                + " [1, 1, 2, 3].");
    assertThatThrownBy(() -> ImageTransforms.normalize(new float[1], new float[2]))
        .hasMessage(
            "normalize: there must be a mean and a deviation for each channel, but there are 1 and"
                + " 2.");
    assertThatThrownBy(() -> ImageTransforms.normalize(new float[1], new float[1]))
        .hasMessage("normalize: the deviation must be positive, but is 0.0.");
  }

  @Test
  void flipsLeftToRight() {
    Batch all = ImageTransforms.randomFlip(1).apply(numbered(1), Rng.of(1));
    assertThat(all.inputs().toFloatArray()).containsExactly(2, 1, 0, 5, 4, 3);
    Batch none = ImageTransforms.randomFlip(0).apply(numbered(2), Rng.of(1));
    assertThat(none.inputs()).isEqualTo(numbered(2).inputs());
    Tensor some = ImageTransforms.randomFlip(0.5).apply(numbered(1000), Rng.of(1)).inputs();
    int flipped = 0;
    for (int n = 0; n < 1000; n++) {
      flipped += some.get(n, 0, 0, 0) == 6 * n + 2 ? 1 : 0;
    }
    assertThat(flipped).isBetween(420, 580); // 5 deviations of sqrt(1000)/2
    assertThatThrownBy(() -> ImageTransforms.randomFlip(2))
        .hasMessage("randomFlip: the probability must be in [0, 1], but is 2.0.");
  }

  @Test
  void cropsAndShiftsEverywhere() {
    Batch part = ImageTransforms.randomCrop(1, 2).apply(numbered(300), Rng.of(1));
    assertThat(part.inputs().shape()).isEqualTo(Shape.of(300, 1, 1, 2));
    int[] counts = new int[6];
    for (int n = 0; n < 300; n++) {
      double first = part.inputs().get(n, 0, 0, 0);
      assertThat(part.inputs().get(n, 0, 0, 1)).isEqualTo(first + 1);
      counts[(int) first - 6 * n]++;
    }
    assertThat(List.of(counts[0], counts[1], counts[3], counts[4])).allMatch(c -> c > 40);
    assertThat(counts[2] + counts[5]).isZero();
    Tensor moved = ImageTransforms.randomShift(1, -1).apply(numbered(50), Rng.of(1)).inputs();
    assertThat(moved.shape()).isEqualTo(numbered(50).inputs().shape());
    for (int n = 0; n < 50; n++) {
      double corner = moved.get(n, 0, 0, 0);
      assertThat(List.of(-1.0, 6.0 * n, 6.0 * n + 1, 6.0 * n + 3, 6.0 * n + 4)).contains(corner);
    }
    assertThatThrownBy(() -> ImageTransforms.randomCrop(3, 2).apply(numbered(1), Rng.of(1)))
        .hasMessage(
            "randomCrop: the part must fit into the images, but is 3×2 and they are [1, 1, 2, 3].");
    assertThatThrownBy(() -> ImageTransforms.randomCrop(0, 2))
        .hasMessage("randomCrop: the size must be positive, but is 0×2.");
    assertThatThrownBy(() -> ImageTransforms.randomShift(-1, 0))
        .hasMessage("randomShift: the padding must not be negative, but is -1.");
    Batch flat = new Batch(Tensor.zeros(2, 3), Tensors.arange(2));
    assertThatThrownBy(() -> ImageTransforms.randomCrop(1, 1).apply(flat, Rng.of(1)))
        .hasMessage(
            "randomCrop: the inputs must be float32 [batch, channels, height, width], but are"
                + " float32 [2, 3].");
  }

  private static DataLoader loader() {
    Batch all = numbered(10);
    BatchTransform two = ImageTransforms.randomFlip(0.5).andThen(ImageTransforms.randomShift(1, 0));
    return DataLoader.shuffled(new TensorDataset(all.inputs(), all.targets()), 3, Rng.of(5))
        .withTransform(two, Rng.of(6))
        .withTransform((b, rng) -> new Batch(b.inputs().add(1), b.targets()), Rng.of(7));
  }

  @Test
  void theRandomNumbersDependOnEpochAndBatchAlone() {
    List<float[]> whole = inputs(loader().iterator(2, 0));
    List<float[]> rest = inputs(loader().iterator(2, 2));
    assertThat(rest).hasSize(2);
    assertThat(rest.get(0)).containsExactly(whole.get(2));
    assertThat(rest.get(1)).containsExactly(whole.get(3));
    assertThat(inputs(loader().iterator(2, 0)).getFirst()).containsExactly(whole.getFirst());
    assertThat(inputs(loader().iterator(3, 0)).getFirst()).isNotEqualTo(whole.getFirst());
  }

  /// What the background makes is what the same calls give on this thread.
  @Test
  void theBackgroundChangesNothing() {
    Batch all = numbered(10);
    TensorDataset data = new TensorDataset(all.inputs(), all.targets());
    int[] order = Rng.of(5).split("epoch 1").permutation(10);
    Iterator<Batch> found = DataLoader.shuffled(data, 4, Rng.of(5)).iterator(1, 0);
    for (int from = 0; from < 10; from += 4) {
      int[] numbers = Arrays.copyOfRange(order, from, Math.min(10, from + 4));
      assertThat(found.next()).isEqualTo(data.batch(numbers));
    }
    assertThat(found.hasNext()).isFalse();
  }

  @Test
  void anEpochLeftEarlyLeavesNoThread() throws InterruptedException {
    ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
    Batch all = numbered(10);
    Dataset data =
        new TensorDataset(all.inputs(), all.targets())
            .map(batch -> {
              threads.add(Thread.currentThread());
              return batch;
            });
    Iterator<Batch> batches = DataLoader.inOrder(data, 1).iterator(0, 0);
    batches.next();
    batches.next();
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
    // two were asked for and one made ahead: nothing goes on by itself
    assertThat(threads).hasSizeBetween(2, 3).doesNotContain(Thread.currentThread());
  }

  @Test
  void anErrorInTheBackgroundReachesTheCaller() {
    AssertionError thrown = new AssertionError("in the background", new RuntimeException("why"));
    Batch all = numbered(2);
    Dataset data =
        new TensorDataset(all.inputs(), all.targets())
            .map(batch -> {
              throw thrown;
            });
    assertThatThrownBy(() -> DataLoader.inOrder(data, 1).iterator(0, 0).next())
        .isSameAs(thrown)
        .hasRootCauseMessage("why");
  }

  @Test
  void twoTransformsOfOneGeneratorDrawDifferentNumbers() {
    Batch all = numbered(4);
    List<Double> drawn = new ArrayList<>();
    BatchTransform draw =
        (batch, rng) -> {
          drawn.add(rng.nextDouble());
          return batch;
        };
    Rng rng = Rng.of(3);
    DataLoader.inOrder(new TensorDataset(all.inputs(), all.targets()), 4)
        .withTransform(draw, rng)
        .withTransform(draw, rng)
        .withTransform(draw, rng)
        .iterator(0, 0)
        .next();
    assertThat(drawn).hasSize(3).doesNotHaveDuplicates();
  }
}

package octavo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import octavo.random.Rng;
import octavo.tensor.Index;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class DataLoaderTest {
  private static final Dataset TEN =
      new TensorDataset(Tensors.arange(20).reshape(10, 2), Tensors.arange(10));

  private static List<Long> targets(DataLoader loader, int epoch) {
    List<Long> all = new ArrayList<>();
    for (Batch batch : loader.epoch(epoch)) {
      for (long target : batch.targets().toLongArray()) {
        all.add(target);
      }
    }
    return all;
  }

  @Test
  void everyExampleComesOnceAnEpoch() {
    DataLoader loader = DataLoader.shuffled(TEN, 4, Rng.of(2));
    assertThat(targets(loader, 0)).hasSize(10).doesNotHaveDuplicates();
    assertThat(targets(loader, 0)).isEqualTo(targets(loader, 0)).isNotEqualTo(targets(loader, 1));
    assertThat(targets(DataLoader.shuffled(TEN, 4, Rng.of(3)), 0)).isNotEqualTo(targets(loader, 0));
    assertThat(targets(DataLoader.inOrder(TEN, 3), 5))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void theLastBatchIsShortOrLeftOut() {
    DataLoader loader = DataLoader.inOrder(TEN, 4);
    List<Integer> sizes = new ArrayList<>();
    loader.epoch(0).forEach(batch -> sizes.add(batch.size()));
    assertThat(sizes).containsExactly(4, 4, 2);
    assertThat(targets(loader.dropLast(), 0)).hasSize(8);
    assertThat(loader.dropLast().batches()).isEqualTo(2);
    assertThatThrownBy(() -> DataLoader.inOrder(TEN, 11).dropLast())
        .hasMessage(
            "DataLoader: without the last batch there must be at least 11 examples, one batch, but"
                + " there are 10. Use smaller batches.");
  }

  @Test
  void itSaysHowItReads() {
    TensorDataset data = new TensorDataset(Tensor.ones(7, 1), Tensor.ones(7));
    assertThat(DataLoader.inOrder(data, 3).batchSize()).isEqualTo(3);
    assertThat(DataLoader.inOrder(data, 3).dropLast().isShuffled()).isFalse();
    assertThat(DataLoader.shuffled(data, 3, Rng.of(1)).dropLast().isShuffled()).isTrue();
  }

  @Test
  void inputsAndTargetsStayTogether() {
    for (Batch batch : DataLoader.shuffled(TEN, 3, Rng.of(1)).epoch(0)) {
      assertThat(batch.inputs().at(Index.all(), Index.index(0)))
          .isEqualTo(batch.targets().multiply(2));
    }
  }

  @Test
  void whatFailsInTheBackgroundReachesTheCaller() {
    Dataset broken =
        TEN.map(batch -> {
          if (batch.targets().get(0) >= 4) {
            throw new IllegalStateException("example 4 is broken");
          }
          return batch;
        });
    Iterator<Batch> batches = DataLoader.inOrder(broken, 4).iterator(0, 0);
    assertThat(batches.next().size()).isEqualTo(4);
    assertThatThrownBy(batches::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("example 4 is broken");
  }

  @Test
  void anEpochEnds() {
    Iterator<Batch> batches = DataLoader.inOrder(TEN, 10).iterator(0, 0);
    batches.next();
    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("DataLoader: the epoch is over.");
    assertThatThrownBy(() -> DataLoader.inOrder(TEN, 4).iterator(0, 4))
        .hasMessage("DataLoader: the first batch must be in [0, 3], but is 4.");
    assertThatThrownBy(() -> DataLoader.inOrder(TEN, 0))
        .hasMessage("DataLoader: the batch size must be at least 1, but is 0.");
  }
}

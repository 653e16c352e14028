package octavo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import octavo.random.Rng;
import org.jspecify.annotations.Nullable;

/// The batches of a data set, epoch by epoch, in an order that the generator and the number of the
/// epoch alone decide: any epoch can be begun at any batch and gives what it always gives. The next
/// batch is made in the background while the last one is used.
public final class DataLoader {
  private final Dataset dataset;
  private final int batchSize;
  private final @Nullable Rng shuffle;
  private final boolean dropLast;
  private final List<Change> changes;

  /// A transform and where it draws from.
  private record Change(BatchTransform transform, Rng rng) {}

  private DataLoader(
      Dataset dataset,
      int batchSize,
      @Nullable Rng shuffle,
      boolean dropLast,
      List<Change> changes) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "DataLoader: the batch size must be at least 1, but is " + batchSize + ".");
    }
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("DataLoader: the data set is empty.");
    }
    if (dropLast && dataset.size() < batchSize) {
      throw new IllegalArgumentException(
          "DataLoader: without the last batch there must be at least %d examples, one batch, but there are %d. Use smaller batches."
              .formatted(batchSize, dataset.size()));
    }
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.dropLast = dropLast;
    this.changes = changes;
  }

  /// Batches in the order of the data set; the last one may be smaller.
  public static DataLoader inOrder(Dataset dataset, int batchSize) {
    return new DataLoader(dataset, batchSize, null, false, List.of());
  }

  /// Batches in another random order each epoch; the last one may be smaller. `rng` is not moved.
  public static DataLoader shuffled(Dataset dataset, int batchSize, Rng rng) {
    return new DataLoader(dataset, batchSize, rng, false, List.of());
  }

  /// The same without a last batch that is smaller than the others.
  ///
  /// @throws IllegalArgumentException if no batch would be left
  public DataLoader dropLast() {
    return new DataLoader(dataset, batchSize, shuffle, true, changes);
  }

  /// The same with every batch changed by `next`, after what it is changed by already. The random
  /// numbers for a batch come from a stream of `rng` named after the epoch, the batch and how
  /// many changes come before, so they are the same in a training that was stopped and goes on, and other
  /// numbers for each change. `rng` is not moved.
  public DataLoader withTransform(BatchTransform next, Rng rng) {
    List<Change> longer = new ArrayList<>(changes);
    longer.add(new Change(next, rng));
    return new DataLoader(dataset, batchSize, shuffle, dropLast, List.copyOf(longer));
  }

  /// The data set.
  public Dataset dataset() {
    return dataset;
  }

  /// The number of examples of a batch; the last one may have fewer.
  public int batchSize() {
    return batchSize;
  }

  /// Whether each epoch has another random order.
  public boolean isShuffled() {
    return shuffle != null;
  }

  /// The number of batches of an epoch.
  public int batches() {
    int whole = dataset.size() / batchSize;
    return dropLast || dataset.size() % batchSize == 0 ? whole : whole + 1;
  }

  /// The batches of an epoch.
  public Iterable<Batch> epoch(int number) {
    return () -> iterator(number, 0);
  }

  /// The batches of an epoch from batch `first` on.
  ///
  /// @throws IndexOutOfBoundsException if the epoch has fewer batches
  public Iterator<Batch> iterator(int epoch, int first) {
    if (first < 0 || first > batches()) {
      throw new IndexOutOfBoundsException(
          "DataLoader: the first batch must be in [0, %d], but is %d.".formatted(batches(), first));
    }
    return new Batches(epoch, first);
  }

  private int[] order(int epoch) {
    if (shuffle != null) {
      return shuffle.split("epoch " + epoch).permutation(dataset.size());
    }
    int[] order = new int[dataset.size()];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private Batch make(int epoch, int number, int[] numbers) {
    Batch batch = dataset.batch(numbers);
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      // two changes that were given one generator must not draw the same numbers
      String name = "epoch " + epoch + " batch " + number + (i == 0 ? "" : " change " + i);
      batch = change.transform().apply(batch, change.rng().split(name));
    }
    return batch;
  }

  /// Batches of one epoch; one is always under way on a thread of its own.
  private final class Batches implements Iterator<Batch> {
    private final int epoch;
    private final int[] order;
    private int next;
    private @Nullable FutureTask<Batch> ahead;

    Batches(int epoch, int first) {
      this.epoch = epoch;
      this.order = order(epoch);
      this.next = first;
      this.ahead = start();
    }

    private @Nullable FutureTask<Batch> start() {
      if (next >= batches()) {
        return null;
      }
      int number = next++;
      int from = number * batchSize;
      int[] numbers = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
      FutureTask<Batch> task = new FutureTask<>(() -> make(epoch, number, numbers));
      Thread.ofVirtual().name("octavo-data").start(task);
      return task;
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public Batch next() {
      FutureTask<Batch> task = ahead;
      if (task == null) {
        throw new NoSuchElementException("DataLoader: the epoch is over.");
      }
      ahead = start();
      try {
        return task.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException runtime) {
          throw runtime;
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("DataLoader: a batch could not be made.", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("DataLoader: interrupted while waiting for a batch.", e);
      }
    }
  }
}

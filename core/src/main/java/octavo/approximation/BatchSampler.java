package octavo.approximation;

import java.util.Arrays;
import java.util.stream.IntStream;
import octavo.random.Rng;

/// Draws the places of the samples of one batch after another.
final class BatchSampler {
  private final Batches batches;
  private final int[] order;
  private int next;

  BatchSampler(Batches batches, int samples) {
    this.batches = batches;
    this.order = IntStream.range(0, samples).toArray();
    this.next = samples;
    int distinct =
        switch (batches) {
          case Batches.WithoutReplacement w -> w.size();
          case Batches.Shuffled s -> s.size();
          default -> 1;
        };
    if (distinct > samples) {
      throw new IllegalArgumentException(
          "GradientDescent: a batch without replacement must not exceed the data set, but %d of %d samples are wanted."
              .formatted(distinct, samples));
    }
  }

  int[] next(Rng rng) {
    return switch (batches) {
      case Batches.All all -> order;
      case Batches.WithReplacement w ->
          IntStream.range(0, w.size()).map(i -> rng.nextInt(order.length)).toArray();
      case Batches.WithoutReplacement w -> distinct(w.size(), rng);
      case Batches.Shuffled s -> ofEpoch(s.size(), rng);
    };
  }

  /// The first places of a random order, of which the rest is not worked out.
  private int[] distinct(int size, Rng rng) {
    for (int i = 0; i < size; i++) {
      swap(i, i + rng.nextInt(order.length - i));
    }
    return Arrays.copyOf(order, size);
  }

  private int[] ofEpoch(int size, Rng rng) {
    if (next == order.length) {
      for (int i = order.length - 1; i > 0; i--) {
        swap(i, rng.nextInt(i + 1));
      }
      next = 0;
    }
    int from = next;
    next = Math.min(order.length, from + size);
    return Arrays.copyOfRange(order, from, next);
  }

  private void swap(int i, int j) {
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
}

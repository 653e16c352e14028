package octavo.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Measures the running statistics of batch norms anew, for weights that have not been trained with
/// the old ones: those of stochastic weight averaging (Izmailov et al., 2018).
public final class BatchStatistics {
  private BatchStatistics() {}

  /// Runs the network over the batches and leaves in each batch norm the mean of the means and of the
  /// unbiased variances of all batches. Dropout is off, as it will be when the statistics are used.
  /// Nothing else is changed; norms whose momentum is 0, and those that the network does not run,
  /// keep what they have.
  ///
  /// @param inputs the batches, as the network takes them
  /// @throws IllegalArgumentException if there is no batch and the network has running statistics
  public static void refresh(Layer model, Iterable<Tensor> inputs) {
    Map<String, BatchNorm> norms = new LinkedHashMap<>();
    Members.collect(model, "", BatchNorm.class, norms);
    List<Sum> sums = new ArrayList<>();
    for (BatchNorm norm : norms.values()) {
      Double momentum = norm.momentum();
      if (RunningStatistics.areIn(norm) && (momentum == null || momentum > 0)) {
        sums.add(new Sum(RunningStatistics.of("BatchStatistics.refresh", norm), momentum));
      }
    }
    if (sums.isEmpty()) {
      return;
    }
    Mode mode = Mode.inference().withBatchStatistics(true);
    int batches = 0;
    try {
      for (Tensor batch : inputs) {
        sums.forEach(Sum::clear);
        model.forward(batch, mode);
        sums.forEach(Sum::add);
        batches++;
      }
    } catch (RuntimeException e) {
      sums.forEach(Sum::putBack);
      throw e;
    }
    if (batches == 0) {
      throw new IllegalArgumentException(
          "BatchStatistics.refresh: there must be a batch, but there is none.");
    }
    sums.forEach(Sum::finish);
  }

  /// What the batches gave to one norm.
  private static final class Sum {
    private final RunningStatistics running;
    private final @Nullable Double momentum;
    private final Tensor[] before;
    private Tensor mean;
    private Tensor variance;
    private int count;

    Sum(RunningStatistics running, @Nullable Double momentum) {
      this.running = running;
      this.momentum = momentum;
      this.before =
          new Tensor[] {
            running.mean().tensor().copy(),
            running.variance().tensor().copy(),
            running.batches().tensor().copy()
          };
      this.mean = before[0].to(DType.FLOAT64).zerosLike();
      this.variance = mean;
    }

    void clear() {
      running.mean().set(before[0].zerosLike());
      running.variance().set(before[1].zerosLike());
      running.batches().set(before[2].zerosLike());
    }

    void add() {
      double times = running.batches().tensor().item();
      if (times > 0) {
        // moved from 0, so that momentum has left this share of the statistics
        double share = momentum == null ? 1 : 1 - Math.pow(1 - momentum, times);
        mean = mean.add(running.mean().tensor().to(DType.FLOAT64).divide(share));
        variance = variance.add(running.variance().tensor().to(DType.FLOAT64).divide(share));
        count++;
      }
    }

    void putBack() {
      running.mean().set(before[0]);
      running.variance().set(before[1]);
      running.batches().set(before[2]);
    }

    void finish() {
      putBack();
      if (count > 0) {
        running.mean().set(mean.divide(count));
        running.variance().set(variance.divide(count));
        running.batches().set(Tensors.of(new long[] {count}, 1).reshape(before[2].shape()));
      }
    }
  }
}

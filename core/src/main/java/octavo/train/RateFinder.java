package octavo.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.nn.Layer;
import octavo.nn.loss.Loss;
import octavo.optim.AverageRule;
import octavo.optim.ClosureOptimizer;
import octavo.optim.Optimizers;
import octavo.optim.Schedule;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// The learning-rate range test (Smith, 2017): trains for some hundred steps while the rate rises
/// from much too small to much too large, and looks at the loss. Too small a rate changes nothing,
/// a good one makes the loss fall fast, too large a one makes it explode.
///
/// ```java
/// RateSweep sweep = RateFinder.of(network, CrossEntropy.mean(), batches, rng).run(Optimizers.adam(1));
/// Optimizer optimizer = Optimizers.adam(sweep.suggestion()).create(network.parameters());
/// ```
///
/// The sweep has an optimizer of its own, and the network's parameters and buffers are put back to
/// the same bits, also after an error; nothing of it is left.
public final class RateFinder {
  private static final double LOW = 1e-6;
  private static final double HIGH = 10;
  private static final int STEPS = 120;
  private static final double SMOOTHING = 0.9;
  private static final double DIVERGENCE = 4;

  private final Layer model;
  private final BatchLoss loss;
  private final DataLoader batches;
  private final Rng rng;
  private final double low;
  private final double high;
  private final int steps;
  private final double smoothing;

  private RateFinder(
      Layer model,
      BatchLoss loss,
      DataLoader batches,
      Rng rng,
      double low,
      double high,
      int steps,
      double smoothing) {
    this.model = model;
    this.loss = loss;
    this.batches = batches;
    this.rng = rng;
    this.low = low;
    this.high = high;
    this.steps = steps;
    this.smoothing = smoothing;
  }

  /// A finder from 10⁻⁶ to 10 in 120 steps.
  public static RateFinder of(Layer model, Loss loss, DataLoader batches, Rng rng) {
    return minimizing(model, new Classification(model, loss), batches, rng);
  }

  /// A finder for any loss, as [Trainer#minimizing].
  public static RateFinder minimizing(Layer model, BatchLoss loss, DataLoader batches, Rng rng) {
    return new RateFinder(model, loss, batches, rng, LOW, HIGH, STEPS, SMOOTHING);
  }

  /// Another first and last rate.
  ///
  /// @throws IllegalArgumentException if they are not positive or do not rise
  public RateFinder withRange(double first, double last) {
    if (!(first > 0 && last > first) || Double.isInfinite(last)) {
      throw new IllegalArgumentException(
          "RateFinder: the rates must be positive and rise, but are %s and %s."
              .formatted(first, last));
    }
    return new RateFinder(model, loss, batches, rng, first, last, steps, smoothing);
  }

  /// Another number of steps.
  ///
  /// @throws IllegalArgumentException if there are fewer than 10
  public RateFinder withSteps(int count) {
    if (count < 10) {
      throw new IllegalArgumentException(
          "RateFinder: there must be at least 10 steps, but there are " + count + ".");
    }
    return new RateFinder(model, loss, batches, rng, low, high, count, smoothing);
  }

  /// Another decay of the average that smooths the loss; 0.9 unless told otherwise.
  ///
  /// @throws IllegalArgumentException if it is not in (0, 1)
  public RateFinder withSmoothing(double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "RateFinder: the decay must be in (0, 1), but is " + decay + ".");
    }
    return new RateFinder(model, loss, batches, rng, low, high, steps, decay);
  }

  /// Sweeps with this optimizer of all parameters; its own rate does not matter.
  ///
  /// @throws IllegalStateException if the loss is not finite from the beginning
  public RateSweep run(Optimizers.Builder optimizer) {
    return run(
        rate -> ClosureOptimizer.of(optimizer.withSchedule(rate).create(model.parameters())));
  }

  /// Sweeps with the optimizer that is made of the sweep's rates.
  ///
  /// @throws IllegalStateException if the loss is not finite from the beginning
  public RateSweep run(Function<Schedule, ClosureOptimizer> made) {
    Map<String, Tensor> before = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> before.put(name, tensor.copy()));
    try {
      return sweep(made.apply(this::rate));
    } finally {
      model.load(before);
    }
  }

  private double rate(long step) {
    return low * Math.pow(high / low, (double) step / (steps - 1));
  }

  private RateSweep sweep(ClosureOptimizer optimizer) {
    AverageRule rule = AverageRule.exponentialDebiased(smoothing);
    List<Double> losses = new ArrayList<>();
    List<Double> smoothed = new ArrayList<>();
    double average = 0;
    double best = Double.POSITIVE_INFINITY;
    boolean diverged = false;
    int epoch = 0;
    Iterator<Batch> source = batches.iterator(epoch, 0);
    for (int i = 0; i < steps && !diverged; i++) {
      if (!source.hasNext()) {
        source = batches.iterator(++epoch, 0);
      }
      double now = step(optimizer, source.next(), i + 1L);
      if (!Double.isFinite(now)) {
        diverged = true;
        break;
      }
      average += rule.share(i + 1L) * (now - average);
      losses.add(now);
      smoothed.add(average);
      best = Math.min(best, average);
      diverged = average > DIVERGENCE * best && best > 0;
    }
    if (losses.isEmpty()) {
      throw new IllegalStateException(
          "RateFinder: the loss must be finite before the first step, but is not. Look at the data and the network's initial weights.");
    }
    double[] rates = new double[losses.size()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = rate(i);
    }
    return new RateSweep(rates, array(losses), array(smoothed), diverged);
  }

  private double step(ClosureOptimizer optimizer, Batch batch, long number) {
    BatchPass pass = new BatchPass(model, loss, batch, rng.split("rate " + number), number - 1);
    try {
      optimizer.step(pass);
    } catch (NonFiniteLossException e) {
      return Double.NaN;
    }
    pass.finish();
    return pass.loss();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }
}

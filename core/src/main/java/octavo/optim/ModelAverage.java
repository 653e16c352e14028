package octavo.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import octavo.nn.Layer;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A running average of a network's numbers: of what is learned, and of the running statistics that
/// belong to it. It follows training without taking part in it.
///
/// ```java
/// ModelAverage average = ModelAverage.of(network, AverageRule.exponential(0.999));
/// optimizer.step(gradients);
/// average.update(); // after each step
/// double loss = average.within(() -> Evaluation.of(network, test).loss());
/// ```
///
/// The mean of running statistics is not quite the statistics of the mean network:
/// `BatchStatistics.refresh` of `octavo.nn` measures them anew, which stochastic weight averaging
/// needs.
public final class ModelAverage {
  private static final String AVERAGE = "average.";

  private final Layer model;
  private final AverageRule rule;
  private final long start;
  private final long every;
  private Map<String, Tensor> averages;
  private long calls;
  private long count;

  private ModelAverage(Layer model, AverageRule rule, long start, long every) {
    this.model = model;
    this.rule = rule;
    this.start = start;
    this.every = every;
    this.averages = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> averages.put(name, tensor.copy()));
  }

  /// An average of all values after each call of [#update].
  public static ModelAverage of(Layer model, AverageRule rule) {
    return new ModelAverage(model, rule, 1, 1);
  }

  /// A new average that takes the values of the calls `first`, `first + every`, `first + 2·every`,
  /// …, counted from 1.
  ///
  /// @throws IllegalArgumentException if one of both is not positive
  public ModelAverage withCalls(long first, long every) {
    if (first < 1 || every < 1) {
      throw new IllegalArgumentException(
          "ModelAverage: first and every must be at least 1, but are %d and %d."
              .formatted(first, every));
    }
    return new ModelAverage(model, rule, first, every);
  }

  /// Takes note of the network's numbers, after a step or an epoch.
  public void update() {
    calls++;
    if (calls < start || (calls - start) % every != 0) {
      return;
    }
    count++;
    double share = count == 1 ? 1 : rule.share(count);
    model
        .state()
        .forEach((name, now) -> {
          Tensor average = average(name);
          // counts and masks have no mean
          InPlace.toward(average, now.dtype().isFloating() ? share : 1, now);
        });
  }

  /// How many values have been averaged.
  public long count() {
    return count;
  }

  /// The averages by the names of the network's state; its numbers at the beginning before the first
  /// value, in its order. They change with each update; `copy()` keeps a snapshot.
  public Map<String, Tensor> averages() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(averages));
  }

  /// Runs something with the averages in the network, and puts its own numbers back. Before the first
  /// value the network stays as it is.
  public <T> T within(Supplier<T> body) {
    if (count == 0) {
      return body.get();
    }
    Map<String, Tensor> own = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> own.put(name, tensor.copy()));
    try {
      model.load(averages);
      return body.get();
    } finally {
      model.load(own);
    }
  }

  /// Puts the averages into the network for good.
  ///
  /// @throws IllegalStateException before the first value
  public void apply() {
    if (count == 0) {
      throw new IllegalStateException(
          "ModelAverage.apply: there must be a value, but update() was called %d times and the first value is that of call %d."
              .formatted(calls, start));
    }
    model.load(averages);
  }

  /// What must be saved to go on exactly.
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("counts", Tensors.of(new long[] {calls, count}, 2));
    NamedTensors.put(state, AVERAGE, averages);
    return state;
  }

  /// Goes on from a saved state.
  ///
  /// @throws IllegalArgumentException if a part is missing or of another shape; nothing is changed
  ///   then
  public void load(Map<String, Tensor> state) {
    SavedState saved = new SavedState("ModelAverage.load", state);
    Map<String, Tensor> found = NamedTensors.read(saved, AVERAGE, averages);
    long[] counts = saved.vector("counts", 2).toLongArray();
    averages = found;
    calls = counts[0];
    count = counts[1];
  }

  private Tensor average(String name) {
    return Objects.requireNonNull(averages.get(name));
  }
}

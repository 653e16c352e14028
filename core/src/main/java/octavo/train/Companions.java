package octavo.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import octavo.optim.ModelAverage;
import octavo.optim.ReduceOnPlateau;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What follows a training and must be saved with it.
///
/// @param average the network's average, or null
/// @param plateau what lowers the rate, or null
record Companions(@Nullable ModelAverage average, @Nullable ReduceOnPlateau plateau) {
  private static final String AVERAGE = "average.";
  private static final String PLATEAU = "plateau.";

  void afterStep() {
    if (average != null) {
      average.update();
    }
  }

  void afterEpoch(EpochResult result) {
    if (plateau != null) {
      plateau.observe(Double.isNaN(result.testLoss()) ? result.trainLoss() : result.testLoss());
    }
  }

  /// Runs `body` with the averages in the network, if there are any.
  <T> T within(Supplier<T> body) {
    return average == null ? body.get() : average.within(body);
  }

  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    if (average != null) {
      average.state().forEach((name, array) -> state.put(AVERAGE + name, array));
    }
    if (plateau != null) {
      plateau.state().forEach((name, array) -> state.put(PLATEAU + name, array));
    }
    return state;
  }

  /// Loads the state and then runs `next`, which changes nothing if it throws.
  ///
  /// @throws IllegalArgumentException if the state does not fit; nothing is changed then
  void load(Map<String, Tensor> state, Runnable next) {
    refuse(state, AVERAGE, average, "withAverage");
    refuse(state, PLATEAU, plateau, "withPlateau");
    Map<String, Tensor> before = state();
    try {
      take(state);
      next.run();
    } catch (IllegalArgumentException e) {
      take(before);
      throw e;
    }
  }

  private void take(Map<String, Tensor> state) {
    if (average != null) {
      average.load(below(state, AVERAGE));
    }
    if (plateau != null) {
      plateau.load(below(state, PLATEAU));
    }
  }

  private static void refuse(
      Map<String, Tensor> state, String prefix, @Nullable Object part, String method) {
    if (part == null && !below(state, prefix).isEmpty()) {
      throw new IllegalArgumentException(
          "resume: the trainer must have the parts of the checkpoint, but has no %s. Build it with %s."
              .formatted(prefix.substring(0, prefix.length() - 1), method));
    }
  }

  private static Map<String, Tensor> below(Map<String, Tensor> state, String prefix) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    state.forEach((name, array) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), array);
      }
    });
    return found;
  }
}

package octavo.train;

import java.nio.file.Path;
import java.util.List;

/// Several listeners as one: each is told everything, in their order.
///
/// @param listeners the listeners
record Listeners(List<TrainingListener> listeners) implements TrainingListener {
  @Override
  public void onBatch(Progress progress) {
    listeners.forEach(listener -> listener.onBatch(progress));
  }

  @Override
  public void onEpoch(EpochResult result) {
    listeners.forEach(listener -> listener.onEpoch(result));
  }

  @Override
  public void onCheckpoint(Path file) {
    listeners.forEach(listener -> listener.onCheckpoint(file));
  }

  /// Asks every listener, also after one has said yes: some count how often they were asked.
  @Override
  public boolean stopRequested() {
    boolean stop = false;
    for (TrainingListener listener : listeners) {
      stop |= listener.stopRequested();
    }
    return stop;
  }
}

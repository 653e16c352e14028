package octavo.train;

import java.nio.file.Path;

/// Is told how a training goes. All methods have an empty default.
///
/// The order: `onBatch` and `stopRequested` after every batch, `onCheckpoint` when one was due after
/// a batch; at the end of an epoch `onEpoch`, then `onCheckpoint`.
public interface TrainingListener {
  /// A batch is done.
  default void onBatch(Progress progress) {}

  /// An epoch is done, its results are known.
  default void onEpoch(EpochResult result) {}

  /// A checkpoint has been written.
  default void onCheckpoint(Path file) {}

  /// Whether to stop after this batch. Asked after every batch; a checkpoint is written before
  /// stopping.
  default boolean stopRequested() {
    return false;
  }
}

package octavo.nn;

import octavo.random.Rng;
import org.jspecify.annotations.Nullable;

/// How a forward pass runs: for training or for inference. There is no global switch; each call
/// says it.
///
/// | | `inference()` | `training(rng)` |
/// |---|---|---|
/// | dropout | off | on, draws from `rng` |
/// | batch norm | running statistics | the batch's, and updates the running ones |
/// | parameters enter the graph | no | yes |
///
/// `training(rng).withBatchStatistics(false).withGradients(false)` leaves only dropout on: how
/// [MonteCarloDropout] runs a network.
public final class Mode {
  private static final Mode INFERENCE = new Mode(false, false, false, null);

  private final boolean training;
  private final boolean gradients;
  private final boolean batchStatistics;
  private final @Nullable Rng rng;

  private Mode(boolean training, boolean gradients, boolean batchStatistics, @Nullable Rng rng) {
    this.training = training;
    this.gradients = gradients;
    this.batchStatistics = batchStatistics;
    this.rng = rng;
  }

  /// No randomness, running statistics, nothing recorded.
  public static Mode inference() {
    return INFERENCE;
  }

  /// Dropout from `rng`, statistics of the batch, parameters recorded for gradients.
  public static Mode training(Rng rng) {
    return new Mode(true, true, true, rng);
  }

  /// The same, with parameters recorded for gradients or not.
  public Mode withGradients(boolean recorded) {
    return new Mode(training, recorded, batchStatistics, rng);
  }

  /// The same, with batch norm using (and updating) the statistics of the batch or not: `false`
  /// freezes norms during fine-tuning.
  public Mode withBatchStatistics(boolean used) {
    return new Mode(training, gradients, used, rng);
  }

  /// Whether dropout and its like are on.
  public boolean isTraining() {
    return training;
  }

  /// Whether parameters enter the graph.
  public boolean recordsGradients() {
    return gradients;
  }

  /// Whether norms use the statistics of the batch and update the running ones.
  public boolean usesBatchStatistics() {
    return batchStatistics;
  }

  /// Where random layers draw from.
  ///
  /// @throws IllegalStateException in inference, which has no randomness
  public Rng rng() {
    if (rng == null) {
      throw new IllegalStateException(
          "Mode: inference has no random numbers. A layer that draws needs Mode.training(rng).");
    }
    return rng;
  }
}

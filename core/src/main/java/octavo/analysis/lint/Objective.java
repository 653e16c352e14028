package octavo.analysis.lint;

import octavo.data.Batch;
import octavo.nn.Mode;
import octavo.tensor.Tensor;

/// What a training minimizes, where it is more than a loss of the network's output: `(batch, mode) ->
/// vae.elbo(batch.inputs(), 1, mode).loss()`.
@FunctionalInterface
public interface Objective {
  /// The loss of a batch, one number.
  Tensor of(Batch batch, Mode mode);
}

package octavo.inference;

import java.util.HashMap;
import java.util.Map;
import octavo.tensor.Tensor;

/// The constants of a model's plans: copies, so that a later update of a parameter does not reach
/// them, each made once however many plans hold it.
final class Constants {
  private final Map<Tensor, Tensor> kept = new HashMap<>();

  /// A tensor with the numbers of `tensor`, in row-major order.
  Tensor keep(Tensor tensor) {
    return kept.computeIfAbsent(tensor, t -> t.withoutHistory().copy());
  }
}

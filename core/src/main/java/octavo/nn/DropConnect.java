package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A linear layer whose weights are dropped instead of its inputs (Wan et al., 2013): in training each
/// weight is 0 with the drop probability, else divided by the probability to stay, one mask for a
/// whole batch; the bias stays. In inference all weights are used.
///
/// @param weight `[out, in]`
/// @param bias `[out]`, or null
/// @param dropProbability the probability of a weight to be 0, in `[0, 1]`
public record DropConnect(Parameter weight, @Nullable Parameter bias, double dropProbability)
    implements Layer {
  /// Checks the probability.
  public DropConnect {
    DropProbability.require("DropConnect", dropProbability);
  }

  /// The layer with the parameters of a linear layer: `DropConnect.of(Linear.of(400,
  /// 120).create(rng), 0.5)`.
  public static DropConnect of(Linear linear, double dropProbability) {
    return new DropConnect(linear.weight(), linear.bias(), dropProbability);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor w = weight.in(mode);
    Tensor b = bias == null ? null : bias.in(mode);
    boolean drops = mode.isTraining() && dropProbability > 0;
    return x.linear(drops ? dropped(w, mode.rng()) : w, b);
  }

  private Tensor dropped(Tensor w, Rng rng) {
    return w.dropout(dropProbability, rng);
  }
}

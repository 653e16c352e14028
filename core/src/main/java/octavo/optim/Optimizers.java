package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import octavo.nn.Parameter;

/// The optimizers of the field by name, as chains of transforms.
public final class Optimizers {
  private Optimizers() {}

  /// Stochastic gradient descent: `p = p - rate·g`.
  public static Builder sgd(double rate) {
    return new Builder(Schedule.constant(rate), List.of(), 0, false, List.of());
  }

  /// Adam (Kingma and Ba, 2015) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ outside the root. Weight decay
  /// is added to the gradient.
  public static Builder adam(double rate) {
    Transform adam = new Transforms.Adam(0.9, 0.999, 1e-8);
    return new Builder(Schedule.constant(rate), List.of(adam), 0, false, List.of());
  }

  /// AdamW (Loshchilov and Hutter, 2019): Adam with decoupled weight decay, 0.01 unless another is
  /// set.
  public static Builder adamW(double rate) {
    Transform adam = new Transforms.Adam(0.9, 0.999, 1e-8);
    return new Builder(Schedule.constant(rate), List.of(adam), 0.01, true, List.of());
  }

  /// An optimizer under construction.
  ///
  /// @param schedule the learning rate
  /// @param direction what makes the step of the gradient
  /// @param decay weight decay
  /// @param decoupled whether the decay acts behind the direction instead of ahead of it
  /// @param clipping what is done to the raw gradient first
  public record Builder(
      Schedule schedule,
      List<Transform> direction,
      double decay,
      boolean decoupled,
      List<Transform> clipping) {
    /// Another learning rate over the steps.
    public Builder withSchedule(Schedule other) {
      return new Builder(other, direction, decay, decoupled, clipping);
    }

    /// Weight decay with this factor.
    public Builder withWeightDecay(double factor) {
      return new Builder(schedule, direction, factor, decoupled, clipping);
    }

    /// Momentum with this factor.
    public Builder withMomentum(double factor) {
      return withDirection(new Transforms.Momentum(factor, 0, false));
    }

    /// Nesterov's momentum with this factor.
    public Builder withNesterov(double factor) {
      return withDirection(new Transforms.Momentum(factor, 0, true));
    }

    /// Other decays and another epsilon of Adam.
    public Builder withBetas(double beta1, double beta2, double epsilon) {
      return withDirection(new Transforms.Adam(beta1, beta2, epsilon));
    }

    private Builder withDirection(Transform transform) {
      return new Builder(schedule, List.of(transform), decay, decoupled, clipping);
    }

    /// Cuts every element of the gradient to `[-bound, bound]` first.
    public Builder withClipByValue(double bound) {
      return new Builder(
          schedule, direction, decay, decoupled, List.of(new Transforms.ClipByValue(bound)));
    }

    /// Scales the gradient so that its norm over all parameters is at most `bound` first.
    public Builder withClipByNorm(double bound) {
      return new Builder(
          schedule, direction, decay, decoupled, List.of(new Transforms.ClipByNorm(bound)));
    }

    /// A group of parameters with this chain.
    public Optimizer.Group group(Map<String, Parameter> parameters) {
      List<Transform> chain = new ArrayList<>(clipping);
      if (decay != 0 && !decoupled) {
        chain.add(new Transforms.WeightDecay(decay));
      }
      chain.addAll(direction);
      if (decay != 0 && decoupled) {
        chain.add(new Transforms.WeightDecay(decay));
      }
      return new Optimizer.Group(parameters, schedule, chain);
    }

    /// The optimizer of these parameters.
    public Optimizer create(Map<String, Parameter> parameters) {
      return Optimizer.of(group(parameters));
    }
  }
}

package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import octavo.nn.Parameter;

/// The optimizers of the field by name, as chains of transforms.
///
/// Where PyTorch has the method, its defaults and the places of its epsilons hold; the same methods
/// as the article of chapter 7 writes them are in `ArticleOptimizers`.
public final class Optimizers {
  private Optimizers() {}

  /// Stochastic gradient descent: `p = p - rate·g`.
  public static Builder sgd(double rate) {
    return Builder.of(rate);
  }

  /// Adam (Kingma and Ba, 2015) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ outside the root. Weight decay
  /// is added to the gradient.
  public static Builder adam(double rate) {
    return adam(rate, Adam.defaults());
  }

  /// Adam with other numbers.
  public static Builder adam(double rate, Adam options) {
    return Builder.of(rate, options);
  }

  /// AdamW (Loshchilov and Hutter, 2019): Adam with decoupled weight decay, 0.01 unless another is
  /// set.
  public static Builder adamW(double rate) {
    return adamW(rate, Adam.defaults());
  }

  /// AdamW with other numbers.
  public static Builder adamW(double rate, Adam options) {
    return Builder.of(rate, options).withWeightDecay(0.01, DecayForm.DECOUPLED);
  }

  /// An optimizer under construction.
  ///
  /// The chain is: bounds of the gradient, change of sign, coupled decay, direction, decoupled decay,
  /// ending.
  ///
  /// @param schedule the learning rate
  /// @param clipping what is done to the raw gradient first
  /// @param maximize whether to climb
  /// @param decay weight decay
  /// @param form where the decay acts
  /// @param direction what makes the step of the gradient
  /// @param ending what comes behind the decay
  /// @param lazyRows whether rows without a gradient stay as they are; see [Optimizer.Group]
  public record Builder(
      Schedule schedule,
      List<Transform> clipping,
      boolean maximize,
      double decay,
      DecayForm form,
      List<Transform> direction,
      List<Transform> ending,
      boolean lazyRows) {
    /// Keeps its own copies.
    public Builder {
      clipping = List.copyOf(clipping);
      direction = List.copyOf(direction);
      ending = List.copyOf(ending);
      Numbers.requireNotNegative("weightDecay: the factor", decay);
    }

    /// A constant rate and these transforms, from the gradient to the direction.
    public static Builder of(double rate, Transform... direction) {
      return new Builder(
          Schedule.constant(rate),
          List.of(),
          false,
          0,
          DecayForm.COUPLED,
          List.of(direction),
          List.of(),
          false);
    }

    /// Another learning rate over the steps.
    public Builder withSchedule(Schedule other) {
      return new Builder(
          other, clipping, maximize, decay, form, direction, ending, lazyRows);
    }

    /// Weight decay with this factor, in the method's own form: decoupled for AdamW, Lion, LAMB and
    /// others whose papers have it so, else added to the gradient.
    public Builder withWeightDecay(double factor) {
      return withWeightDecay(factor, form);
    }

    /// Weight decay with this factor in this form.
    public Builder withWeightDecay(double factor, DecayForm where) {
      return new Builder(
          schedule, clipping, maximize, factor, where, direction, ending, lazyRows);
    }

    /// Momentum with this factor, for [Optimizers#sgd].
    ///
    /// @throws IllegalArgumentException if the method has a direction of its own
    public Builder withMomentum(double factor) {
      return withMomentum(Momentum.of(factor));
    }

    /// Nesterov's momentum with this factor, for [Optimizers#sgd].
    ///
    /// @throws IllegalArgumentException if the method has a direction of its own
    public Builder withNesterov(double factor) {
      return withMomentum(Momentum.of(factor).withNesterov(true));
    }

    /// Momentum with these options, for [Optimizers#sgd].
    ///
    /// @throws IllegalArgumentException if the method has a direction of its own
    public Builder withMomentum(Momentum momentum) {
      if (direction.isEmpty() || direction.getFirst() instanceof Momentum) {
        return withDirection(List.of(momentum));
      }
      throw new IllegalArgumentException(
          "withMomentum: it belongs to sgd, but the direction is "
              + direction
              + ". Give the method its options where it is made.");
    }

    /// Other decays and another epsilon of Adam.
    ///
    /// @throws IllegalArgumentException if the direction is not Adam's
    public Builder withBetas(double beta1, double beta2, double epsilon) {
      if (direction.size() == 1 && direction.getFirst() instanceof Adam adam) {
        return withDirection(
            List.of(adam.withBetas(beta1, beta2).withEpsilon(epsilon, adam.placement())));
      }
      throw new IllegalArgumentException(
          "withBetas: it belongs to adam and adamW, but the direction is "
              + direction
              + ". Give the method its options where it is made.");
    }

    private Builder withDirection(List<Transform> transforms) {
      return new Builder(
          schedule, clipping, maximize, decay, form, transforms, ending, lazyRows);
    }

    /// These transforms behind the decoupled decay.
    public Builder withEnding(Transform... transforms) {
      return new Builder(
          schedule, clipping, maximize, decay, form, direction, List.of(transforms), lazyRows);
    }

    private Builder withClipping(Transform transform) {
      return new Builder(
          schedule, List.of(transform), maximize, decay, form, direction, ending, lazyRows);
    }

    /// Cuts every element of the gradient to `[-bound, bound]` first.
    public Builder withClipByValue(double bound) {
      return withClipping(new ClipByValue(bound));
    }

    /// Scales the gradient so that its norm over all parameters is at most `bound` first.
    public Builder withClipByNorm(double bound) {
      return withClipping(new ClipByNorm(bound));
    }

    /// Climbs instead of descending.
    public Builder maximizing() {
      return new Builder(schedule, clipping, true, decay, form, direction, ending, lazyRows);
    }

    /// Leaves rows (along the first axis) whose gradient is zero throughout as they are, and what is
    /// remembered for them: for embeddings.
    ///
    /// @throws IllegalArgumentException when a group is made, if a transform is not element-wise
    public Builder withLazyRows() {
      return new Builder(schedule, clipping, maximize, decay, form, direction, ending, true);
    }

    /// What the gradient goes through, in order.
    public List<Transform> chain() {
      List<Transform> chain = new ArrayList<>(clipping);
      if (maximize) {
        chain.add(new Negate());
      }
      if (decay != 0 && form == DecayForm.COUPLED) {
        chain.add(new WeightDecay(decay));
      }
      chain.addAll(direction);
      if (decay != 0 && form == DecayForm.DECOUPLED) {
        chain.add(new WeightDecay(decay));
      } else if (decay != 0 && form == DecayForm.PROXIMAL) {
        chain.add(new ProximalDecay(decay));
      }
      chain.addAll(ending);
      return chain;
    }

    /// A group of parameters with this chain.
    public Optimizer.Group group(Map<String, Parameter> parameters) {
      return new Optimizer.Group(parameters, schedule, chain(), lazyRows);
    }

    /// The optimizer of these parameters.
    public Optimizer create(Map<String, Parameter> parameters) {
      return Optimizer.of(group(parameters));
    }
  }
}

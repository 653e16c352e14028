package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import octavo.nn.Parameter;

/// The optimizers of the field by name, as chains of transforms.
///
/// Where PyTorch has the method, its defaults and the places of its epsilons hold; the same methods
/// as the article of chapter 7 writes them are in [ArticleOptimizers].
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

  /// Adam for embeddings, of which a batch touches few rows: the others stay as they are, and so do
  /// their means; PyTorch's `SparseAdam`. Where a gradient is zero throughout, its row counts as not
  /// touched; [Optimizer#step(octavo.autograd.Gradients, Map)] takes the rows by number instead.
  public static Builder sparseAdam(double rate) {
    return sparseAdam(
        rate, Adam.defaults().withEpsilon(1e-8, EpsilonPlacement.OUTSIDE_UNCORRECTED_ROOT));
  }

  /// Sparse Adam with other numbers.
  public static Builder sparseAdam(double rate, Adam options) {
    return Builder.of(rate, options).withLazyRows();
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

  /// Adagrad (Duchi, Hazan and Singer, 2011); see [Adagrad].
  public static Builder adagrad(double rate) {
    return adagrad(rate, Adagrad.defaults());
  }

  /// Adagrad with other numbers.
  public static Builder adagrad(double rate, Adagrad options) {
    return Builder.of(rate, options);
  }

  /// Adadelta (Zeiler, 2012), whose rate is 1 as a rule; see [Adadelta].
  public static Builder adadelta(double rate) {
    return adadelta(rate, Adadelta.defaults());
  }

  /// Adadelta with other numbers.
  public static Builder adadelta(double rate, Adadelta options) {
    return Builder.of(rate, options);
  }

  /// RMSprop (Tieleman and Hinton, 2012), with momentum by [Builder#withMomentum]; see [RmsProp].
  public static Builder rmsProp(double rate) {
    return rmsProp(rate, RmsProp.defaults());
  }

  /// RMSprop with other numbers.
  public static Builder rmsProp(double rate, RmsProp options) {
    return Builder.of(rate, options);
  }

  /// Adamax (Kingma and Ba, 2015); see [Adamax].
  public static Builder adamax(double rate) {
    return adamax(rate, Adamax.defaults());
  }

  /// Adamax with other numbers.
  public static Builder adamax(double rate, Adamax options) {
    return Builder.of(rate, options);
  }

  /// Nadam (Dozat, 2016), with momentum that grows; see [NAdam].
  public static Builder nadam(double rate) {
    return nadam(rate, NAdam.defaults());
  }

  /// Nadam with other numbers.
  public static Builder nadam(double rate, NAdam options) {
    return Builder.of(rate, options);
  }

  /// Nadam with decoupled weight decay, 0.01 unless another is set.
  public static Builder nadamW(double rate) {
    return nadamW(rate, NAdam.defaults());
  }

  /// NadamW with other numbers.
  public static Builder nadamW(double rate, NAdam options) {
    return Builder.of(rate, options).withWeightDecay(0.01, DecayForm.DECOUPLED);
  }

  /// RAdam (Liu et al., 2020); see [RAdam]. With `withWeightDecay(λ, DecayForm.DECOUPLED)` it is
  /// RAdamW.
  public static Builder radam(double rate) {
    return radam(rate, RAdam.defaults());
  }

  /// RAdam with other numbers.
  public static Builder radam(double rate, RAdam options) {
    return Builder.of(rate, options);
  }

  /// Lion (Chen et al., 2023), weight decay decoupled; see [Lion].
  public static Builder lion(double rate) {
    return lion(rate, Lion.defaults());
  }

  /// Lion with other numbers.
  public static Builder lion(double rate, Lion options) {
    return Builder.of(rate, options).withWeightDecay(0, DecayForm.DECOUPLED);
  }

  /// AdaBelief (Zhuang et al., 2020), weight decay decoupled; see [AdaBelief].
  public static Builder adaBelief(double rate) {
    return adaBelief(rate, AdaBelief.defaults());
  }

  /// AdaBelief with other numbers.
  public static Builder adaBelief(double rate, AdaBelief options) {
    return Builder.of(rate, options).withWeightDecay(0, DecayForm.DECOUPLED);
  }

  /// Adan (Xie et al., 2022), weight decay as an implicit step; see [Adan].
  public static Builder adan(double rate) {
    return adan(rate, Adan.defaults());
  }

  /// Adan with other numbers.
  public static Builder adan(double rate, Adan options) {
    return Builder.of(rate, options).withWeightDecay(0, DecayForm.PROXIMAL);
  }

  /// Sophia (Liu et al., 2023), weight decay decoupled; see [Sophia]. It needs estimates of the
  /// curvature: [Optimizer#observeCurvature].
  public static Builder sophia(double rate) {
    return sophia(rate, Sophia.defaults());
  }

  /// Sophia with other numbers.
  public static Builder sophia(double rate, Sophia options) {
    return Builder.of(rate, options).withWeightDecay(0, DecayForm.DECOUPLED);
  }

  /// Muon (Jordan et al., 2024), for matrices alone, weight decay decoupled, 0.1 unless another is
  /// set, as in PyTorch; see [Muon].
  public static Builder muon(double rate) {
    return muon(rate, Muon.defaults());
  }

  /// Muon with other numbers.
  public static Builder muon(double rate, Muon options) {
    return Builder.of(rate, options).withWeightDecay(0.1, DecayForm.DECOUPLED);
  }

  /// Shampoo (Gupta, Koren and Singer, 2018), with momentum by [Builder#withMomentum]; see
  /// [Shampoo].
  public static Builder shampoo(double rate) {
    return shampoo(rate, Shampoo.defaults());
  }

  /// Shampoo with other numbers.
  public static Builder shampoo(double rate, Shampoo options) {
    return Builder.of(rate, options);
  }

  /// SOAP (Vyas et al., 2024), weight decay decoupled; see [Soap].
  public static Builder soap(double rate) {
    return soap(rate, Soap.defaults());
  }

  /// Soap with other numbers.
  public static Builder soap(double rate, Soap options) {
    return Builder.of(rate, options).withWeightDecay(0, DecayForm.DECOUPLED);
  }

  /// Adafactor (Shazeer and Stern, 2018), weight decay decoupled; see [Adafactor].
  public static Builder adafactor(double rate) {
    return adafactor(rate, Adafactor.defaults());
  }

  /// Adafactor with other numbers.
  public static Builder adafactor(double rate, Adafactor options) {
    return Builder.of(rate, options).withWeightDecay(0, DecayForm.DECOUPLED);
  }

  /// LAMB (You et al., 2020): Adam with ε = 10⁻⁶ and decoupled weight decay, each layer's step
  /// proportional to the size of its weights; see [TrustRatio].
  public static Builder lamb(double rate) {
    return lamb(
        rate,
        Adam.defaults().withEpsilon(1e-6, EpsilonPlacement.OUTSIDE_ROOT),
        TrustRatio.defaults());
  }

  /// LAMB with other numbers.
  public static Builder lamb(double rate, Adam direction, TrustRatio ratio) {
    return Builder.of(rate, direction).withWeightDecay(0, DecayForm.DECOUPLED).withEnding(ratio);
  }

  /// LARS (You, Gitman and Ginsburg, 2017) with momentum 0.9; see [Lars], which has the weight decay.
  public static Builder lars(double rate) {
    return lars(rate, Lars.defaults(), Momentum.of(0.9));
  }

  /// LARS with other numbers.
  public static Builder lars(double rate, Lars layers, Momentum momentum) {
    return Builder.of(rate, layers, momentum);
  }

  /// SGD without a schedule (Defazio et al., 2024); see [ScheduleFree].
  public static Builder scheduleFreeSgd(double rate) {
    return scheduleFreeSgd(rate, ScheduleFree.defaults());
  }

  /// SGD without a schedule with other numbers.
  public static Builder scheduleFreeSgd(double rate, ScheduleFree options) {
    return Builder.of(rate).withEnding(options);
  }

  /// AdamW without a schedule (Defazio et al., 2024); see [ScheduleFree]. Weight decay acts at the
  /// training's point.
  public static Builder scheduleFreeAdamW(double rate) {
    return scheduleFreeAdamW(rate, new SecondMoment(0.999, 1e-8), ScheduleFree.defaults());
  }

  /// AdamW without a schedule with other numbers.
  public static Builder scheduleFreeAdamW(double rate, SecondMoment divisor, ScheduleFree options) {
    return Builder.of(rate, divisor).withWeightDecay(0, DecayForm.DECOUPLED).withEnding(options);
  }

  /// Rprop (Riedmiller and Braun, 1993), whose first steps are `rate`; see [Rprop].
  public static Builder rprop(double rate) {
    return rprop(rate, Rprop.of(rate));
  }

  /// Rprop with other numbers.
  public static Builder rprop(double rate, Rprop options) {
    return Builder.of(rate, options);
  }

  /// Averaged SGD (Polyak and Juditsky, 1992), PyTorch's ASGD; see [AveragedSgd].
  public static Builder averagedSgd(double rate) {
    return averagedSgd(rate, AveragedSgd.defaults());
  }

  /// Averaged SGD with other numbers.
  public static Builder averagedSgd(double rate, AveragedSgd options) {
    return Builder.of(rate).withEnding(options);
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
      return new Builder(other, clipping, maximize, decay, form, direction, ending, lazyRows);
    }

    /// Weight decay with this factor, in the method's own form: decoupled for AdamW, Lion, LAMB and
    /// others whose papers have it so, else added to the gradient.
    public Builder withWeightDecay(double factor) {
      return withWeightDecay(factor, form);
    }

    /// Weight decay with this factor in this form.
    public Builder withWeightDecay(double factor, DecayForm where) {
      if (where == DecayForm.COUPLED
          && !direction.isEmpty()
          && direction.getFirst() instanceof Lars lars) {
        List<Transform> links = new ArrayList<>(direction);
        links.set(0, lars.withDecay(factor)); // it counts the decay apart from the gradient
        return withDirection(links);
      }
      return new Builder(schedule, clipping, maximize, factor, where, direction, ending, lazyRows);
    }

    /// Momentum with this factor, for [Optimizers#sgd], [Optimizers#rmsProp] and
    /// [Optimizers#shampoo].
    ///
    /// @throws IllegalArgumentException if the method has a mean of its own
    public Builder withMomentum(double factor) {
      return withMomentum(Momentum.of(factor));
    }

    /// Nesterov's momentum with this factor, as [#withMomentum(double)].
    ///
    /// @throws IllegalArgumentException if the method has a mean of its own
    public Builder withNesterov(double factor) {
      return withMomentum(Momentum.of(factor).withNesterov(true));
    }

    /// Momentum with these options, as [#withMomentum(double)].
    ///
    /// @throws IllegalArgumentException if the method has a mean of its own
    public Builder withMomentum(Momentum momentum) {
      List<Transform> others = new ArrayList<>(direction);
      others.removeIf(Momentum.class::isInstance);
      for (Transform other : others) {
        if (!(other instanceof RmsProp || other instanceof Shampoo || other instanceof Lars)) {
          throw new IllegalArgumentException(
              "withMomentum: it belongs to sgd, rmsProp, shampoo and lars, but the direction is "
                  + direction
                  + ". Give the method its options where it is made.");
        }
      }
      others.add(momentum);
      return withDirection(others);
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
      return new Builder(schedule, clipping, maximize, decay, form, transforms, ending, lazyRows);
    }

    /// These transforms behind the decoupled decay.
    public Builder withEnding(Transform... transforms) {
      return new Builder(
          schedule, clipping, maximize, decay, form, direction, List.of(transforms), lazyRows);
    }

    /// One bound of a kind. That of the norm goes first, since the norm is that of the raw gradients.
    private Builder withClipping(Transform transform) {
      List<Transform> bounds = new ArrayList<>(clipping);
      bounds.removeIf(other -> other.getClass() == transform.getClass());
      bounds.add(transform instanceof ClipByNorm ? 0 : bounds.size(), transform);
      return new Builder(schedule, bounds, maximize, decay, form, direction, ending, lazyRows);
    }

    /// Cuts every element of the gradient to `[-bound, bound]` first. Bounds of several kinds act one after the other, that
    /// of the norm ahead of the others; of two of a kind the later one counts.
    public Builder withClipByValue(double bound) {
      return withClipping(new ClipByValue(bound));
    }

    /// Scales the gradient so that its norm over all parameters is at most `bound` first.
    public Builder withClipByNorm(double bound) {
      return withClipping(new ClipByNorm(bound));
    }

    /// Bounds the gradient of every unit by a share of the size of its weights first; see
    /// [AdaptiveClip].
    public Builder withAdaptiveClip(double share) {
      return withClipping(new AdaptiveClip(share, 1e-3));
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

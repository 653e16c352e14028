package octavo.optim;

import octavo.kernel.Kernels;

/// The transforms that optimizers are made of.
public final class Transforms {
  private Transforms() {}

  private static void require(boolean holds, String what, double value) {
    if (!holds) {
      throw new IllegalArgumentException(what + ", but is " + value + ".");
    }
  }

  /// Momentum as PyTorch counts it (Polyak, 1964; Nesterov form of Sutskever et al., 2013): `m =
  /// μ·m + (1 - dampening)·u`, then `u = m`, or `u = u + μ·m` for Nesterov. In the first step `m =
  /// u`.
  ///
  /// @param momentum the factor μ, in `[0, 1)`
  /// @param dampening how much of the gradient is held back
  /// @param nesterov whether to look ahead
  public record Momentum(double momentum, double dampening, boolean nesterov) implements Transform {
    /// Checks the factor.
    public Momentum {
      require(momentum >= 0 && momentum < 1, "momentum: must be in [0, 1)", momentum);
      require(
          !nesterov || (momentum > 0 && dampening == 0),
          "momentum: Nesterov needs momentum above 0 and no dampening; dampening",
          dampening);
    }

    @Override
    public String[] slots() {
      return new String[] {"momentum_buffer"};
    }

    @Override
    public void apply(Block b) {
      double held = b.step() == 1 ? 0 : dampening;
      Kernels.UPDATE.momentum(b.u(), b.slots()[0], momentum, held, nesterov, b.from(), b.size());
    }
  }

  /// The direction of Adam (Kingma and Ba, 2015), with bias corrections and epsilon outside the
  /// root: `m = β₁m + (1-β₁)u`, `v = β₂v + (1-β₂)u²`, `u = (m/(1-β₁ᵗ)) / (√(v/(1-β₂ᵗ)) + ε)`.
  ///
  /// @param beta1 decay of the mean
  /// @param beta2 decay of the mean of squares
  /// @param epsilon added to the root
  public record Adam(double beta1, double beta2, double epsilon) implements Transform {
    /// Checks the decays.
    public Adam {
      require(beta1 >= 0 && beta1 < 1, "adam: beta1 must be in [0, 1)", beta1);
      require(beta2 >= 0 && beta2 < 1, "adam: beta2 must be in [0, 1)", beta2);
      require(epsilon >= 0, "adam: epsilon must not be negative", epsilon);
    }

    @Override
    public String[] slots() {
      return new String[] {"exp_avg", "exp_avg_sq"};
    }

    @Override
    public void apply(Block b) {
      double correction1 = 1 - Math.pow(beta1, b.step());
      double correction2 = 1 - Math.pow(beta2, b.step());
      Kernels.UPDATE.adam(
          b.u(),
          b.slots()[0],
          b.slots()[1],
          beta1,
          beta2,
          correction1,
          correction2,
          epsilon,
          b.from(),
          b.size());
    }
  }

  /// Adds a share of the parameter: `u = u + λ·p`. Ahead of the other transforms it is L2
  /// regularization, behind them decoupled weight decay (Loshchilov and Hutter, 2019).
  ///
  /// @param decay the factor λ
  public record WeightDecay(double decay) implements Transform {
    /// Checks the factor.
    public WeightDecay {
      require(decay >= 0, "weightDecay: must not be negative", decay);
    }

    @Override
    public void apply(Block b) {
      Kernels.UPDATE.addScaled(b.u(), decay, b.parameter(), b.from(), b.size());
    }
  }

  /// Cuts every element to `[-bound, bound]`.
  ///
  /// @param bound the largest magnitude
  public record ClipByValue(double bound) implements Transform {
    /// Checks the bound.
    public ClipByValue {
      require(bound > 0, "clipByValue: the bound must be positive", bound);
    }

    @Override
    public void apply(Block b) {
      Kernels.UPDATE.clip(b.u(), bound, b.size());
    }
  }

  /// Scales all gradients together so that their common norm is at most `bound` (Pascanu, Mikolov
  /// and Bengio, 2013). It stands first in the chain: the norm is that of the raw gradients.
  ///
  /// @param bound the largest norm
  public record ClipByNorm(double bound) implements Transform {
    /// Checks the bound.
    public ClipByNorm {
      require(bound > 0, "clipByNorm: the bound must be positive", bound);
    }

    @Override
    public boolean readsNorm() {
      return true;
    }

    @Override
    public void apply(Block b) {
      if (b.norm() > bound) {
        Kernels.UPDATE.scale(b.u(), bound / (b.norm() + 1e-6), b.size());
      }
    }
  }
}

package octavo.optim;

/// Adds a share of the parameter: `u = u + λ·p`. Ahead of the other transforms it is L2
/// regularization, behind them decoupled weight decay (Loshchilov and Hutter, 2019).
///
/// @param decay the factor λ
public record WeightDecay(double decay) implements ElementwiseTransform {
  /// Checks the factor.
  public WeightDecay {
    Numbers.requireNotNegative("weightDecay: the factor", decay);
  }

  @Override
  public Loop begin(Step step) {
    return b -> b.u().add(decay, b.parameter());
  }
}

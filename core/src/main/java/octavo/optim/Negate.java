package octavo.optim;

/// Changes the sign of the gradient, so that the optimizer climbs: `maximize` of PyTorch.
public record Negate() implements ElementwiseTransform {
  @Override
  public Loop begin(Step step) {
    return b -> b.u().scale(-1);
  }
}

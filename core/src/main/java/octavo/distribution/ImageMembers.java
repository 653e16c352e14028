package octavo.distribution;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// What a transform makes of a set.
///
/// @param base the set
/// @param transform the transform
record ImageMembers(Support base, Transform transform) implements Members {
  @Override
  public int eventRank() {
    return base.eventRank();
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public String rule(int... index) {
    return base == transform.domain()
        ? transform.codomain().toString()
        : "must be the image of a value that " + base;
  }

  @Override
  public Shape contained(Shape value) {
    return base.contained(value);
  }

  @Override
  public boolean[] inside(Tensor value) {
    return contains(value).toBooleanArray();
  }

  private Tensor contains(Tensor value) {
    Support codomain = transform.codomain();
    Tensor reached = codomain.independent(eventRank() - codomain.eventRank()).contains(value);
    return base == transform.domain()
        ? reached
        : reached.logicalAnd(base.contains(transform.inverse(value.stopGradient())));
  }
}

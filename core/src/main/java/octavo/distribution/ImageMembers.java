package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

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
  public double least() {
    return transform.direction() == null ? transform.codomain().least() : ends().min().item();
  }

  @Override
  public double most() {
    return transform.direction() == null ? transform.codomain().most() : ends().max().item();
  }

  /// What a function of one number, which grows or falls, makes of the ends of the set.
  private Tensor ends() {
    return Tensors.concat(0, end(base.least()), end(base.most()));
  }

  private Tensor end(double number) {
    Tensor x = Tensors.full(DType.FLOAT64, Shape.SCALAR, number);
    return transform.forward(x).stopGradient().to(DType.FLOAT64).flatten();
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

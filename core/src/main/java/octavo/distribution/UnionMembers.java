package octavo.distribution;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// What belongs to one of several sets, which are the last axis of a batch of sets.
///
/// @param each the sets
record UnionMembers(Support each) implements Members {
  @Override
  public int eventRank() {
    return each.eventRank();
  }

  @Override
  public boolean isDiscrete() {
    return each.isDiscrete();
  }

  @Override
  public double least() {
    return each.least();
  }

  @Override
  public double most() {
    return each.most();
  }

  @Override
  public String rule(int... index) {
    return "must lie in the support of a component";
  }

  private Shape compared(Shape value) {
    int place = value.rank() - eventRank();
    return each.contained(value.with(place, 1));
  }

  @Override
  public Shape contained(Shape value) {
    Shape all = compared(value);
    return all.without(all.rank() - 1);
  }

  @Override
  public boolean[] inside(Tensor value) {
    return each.contains(value.unsqueeze(value.rank() - eventRank())).any(-1).toBooleanArray();
  }
}

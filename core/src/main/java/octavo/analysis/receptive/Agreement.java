package octavo.analysis.receptive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What three calculations say of one place of a node, for the traced size, and why they differ if they do.
///
/// @param node the number of the node
/// @param position the place along each spatial axis
/// @param topDown from the result back to the input, place by place
/// @param bottomUp from the input on to the result, first to last place
/// @param measured where a gradient is not 0; null if none gets to the input
/// @param reasons what tells them apart from one another and from the field of [ReceptiveField#field]
public record Agreement(
    int node,
    List<Integer> position,
    Support topDown,
    Support bottomUp,
    @Nullable Support measured,
    List<String> reasons) {
  /// Whether the first and last places of both calculations are the same, and the gradient shows every place of
  /// the top-down one and no other.
  public boolean holds() {
    for (int i = 0; i < topDown.axes().size(); i++) {
      if (!sameEnds(topDown.axes().get(i), bottomUp.axes().get(i))) {
        return false;
      }
    }
    return topDown.equals(measured);
  }

  private static boolean sameEnds(Support.Axis a, Support.Axis b) {
    if (a.places().isEmpty() || b.places().isEmpty()) {
      return a.places().equals(b.places());
    }
    return a.places().getFirst().equals(b.places().getFirst())
        && a.places().getLast().equals(b.places().getLast());
  }
}

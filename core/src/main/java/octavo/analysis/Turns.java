package octavo.analysis;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.LayerTree.Part;

/// Turns of a loop over layers, of which some may not be seen since they did nothing: which layer each was,
/// as far as the order of the layers leaves no choice.
///
/// @param layers in their order
/// @param allowed those that each turn may have been
record Turns(List<Part> layers, List<List<Part>> allowed) {
  /// What is left for each turn: one layer, or more where there is a choice, or what is allowed if the turns do
  /// not follow the order at all.
  List<List<Part>> narrowed() {
    int[] first = new int[allowed.size()];
    int at = -1;
    for (int turn = 0; turn < first.length; turn++) {
      at = next(turn, at + 1, 1);
      first[turn] = at;
      if (at < 0) {
        return allowed;
      }
    }
    List<List<Part>> left = new ArrayList<>(allowed);
    at = layers.size();
    for (int turn = first.length - 1; turn >= 0; turn--) {
      at = next(turn, at - 1, -1);
      if (at == first[turn]) {
        left.set(turn, List.of(layers.get(at)));
      }
    }
    return left;
  }

  /// The place of the next layer that the turn may have been, from one place on; -1 if there is none.
  private int next(int turn, int from, int step) {
    for (int i = from; i >= 0 && i < layers.size(); i += step) {
      if (allowed.get(turn).contains(layers.get(i))) {
        return i;
      }
    }
    return -1;
  }
}

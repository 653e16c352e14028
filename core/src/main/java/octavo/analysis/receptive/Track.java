package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;

/// What a cell's places see along one axis of the input.
///
/// @param carrier the part of the cell's axes along which it moves, -1 if it is the same everywhere
/// @param reaches all that is seen; branches whose jumps differ stay apart. Empty if nothing is seen
record Track(int carrier, List<Reach> reaches) {
  static final Track NOTHING = new Track(-1, List.of());

  boolean isEmpty() {
    return reaches.stream().allMatch(Reach::isEmpty);
  }

  /// From where to where place `o` of the carrier sees; the first is more than the second for nothing.
  int[] at(int o) {
    int[] ends = {Reach.NOTHING, Integer.MIN_VALUE};
    for (Reach reach : reaches) {
      ends[0] = Math.min(ends[0], reach.low(o));
      ends[1] = Math.max(ends[1], reach.high(o));
    }
    return ends;
  }

  /// From where to where all of `size` places together see, everywhere.
  Track everywhere(int size) {
    int[] ends = {Reach.NOTHING, Integer.MIN_VALUE};
    for (int o = 0; o < size; o++) {
      int[] here = at(o);
      ends[0] = Math.min(ends[0], here[0]);
      ends[1] = Math.max(ends[1], here[1]);
    }
    return ends[0] > ends[1] ? NOTHING : new Track(-1, List.of(Reach.constant(ends[0], ends[1])));
  }

  /// What this or another of the same carrier, or of none, sees.
  Track union(Track other) {
    List<Reach> all = new ArrayList<>(reaches);
    for (Reach more : other.reaches) {
      int same = 0;
      while (same < all.size() && !all.get(same).joins(more)) {
        same++;
      }
      if (same < all.size()) {
        all.set(same, all.get(same).union(more));
      } else {
        all.add(more);
      }
    }
    return new Track(Math.max(carrier, other.carrier), List.copyOf(all));
  }

  /// The carrier, and along it the places that see nothing.
  String signature() {
    boolean full = reaches.stream().anyMatch(Reach::isFull);
    return carrier + (full ? " all" : " " + reaches.stream().map(Reach::pattern).toList());
  }

  /// The reach that moves: the one with the largest jump.
  Reach leading() {
    Reach best = reaches.getFirst();
    for (Reach reach : reaches) {
      best = reach.jump().abs().compareTo(best.jump().abs()) > 0 ? reach : best;
    }
    return best;
  }
}

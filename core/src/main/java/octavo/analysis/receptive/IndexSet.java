package octavo.analysis.receptive;

import java.util.BitSet;
import java.util.function.IntConsumer;

/// A set of places along one axis, which may lie before its first or behind its last number.
final class IndexSet {
  private final BitSet up = new BitSet(); // 0, 1, …
  private final BitSet down = new BitSet(); // -1, -2, …

  static IndexSet of(int index) {
    return range(index, index);
  }

  /// The places from `low` to `high`, both included.
  static IndexSet range(int low, int high) {
    IndexSet set = new IndexSet();
    set.add(low, high);
    return set;
  }

  /// Adds the places from `low` to `high`, both included; none if `high` is less.
  void add(int low, int high) {
    if (high >= Math.max(low, 0)) {
      up.set(Math.max(low, 0), high + 1);
    }
    if (low < 0 && high >= low) {
      down.set(-1 - Math.min(high, -1), -low);
    }
  }

  void addAll(IndexSet other) {
    up.or(other.up);
    down.or(other.down);
  }

  boolean containsAll(IndexSet other) {
    return isSubset(other.up, up) && isSubset(other.down, down);
  }

  private static boolean isSubset(BitSet some, BitSet all) {
    for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
      if (!all.get(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isEmpty() {
    return up.isEmpty() && down.isEmpty();
  }

  int count() {
    return up.cardinality() + down.cardinality();
  }

  /// The first place; the set must not be empty.
  int first() {
    return down.isEmpty() ? up.nextSetBit(0) : -down.length();
  }

  /// The last place; the set must not be empty.
  int last() {
    return up.isEmpty() ? -1 - down.nextSetBit(0) : up.length() - 1;
  }

  /// The places in `[0, size)`.
  IndexSet within(int size) {
    IndexSet set = new IndexSet();
    set.up.or(up);
    set.up.clear(Math.min(size, set.up.length()), set.up.length());
    return set;
  }

  /// Every place, in ascending order.
  void forEach(IntConsumer action) {
    for (int i = down.length() - 1; i >= 0; i--) {
      if (down.get(i)) {
        action.accept(-1 - i);
      }
    }
    for (int i = up.nextSetBit(0); i >= 0; i = up.nextSetBit(i + 1)) {
      action.accept(i);
    }
  }

  boolean contains(int index) {
    return index < 0 ? down.get(-1 - index) : up.get(index);
  }

  int[] toArray() {
    int[] all = new int[count()];
    int[] at = {0};
    forEach(i -> all[at[0]++] = i);
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexSet set && up.equals(set.up) && down.equals(set.down);
  }

  @Override
  public int hashCode() {
    return 31 * up.hashCode() + down.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach(i -> text.append(text.length() > 1 ? ", " : "").append(i));
    return text.append('}').toString();
  }
}

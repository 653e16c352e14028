package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.receptive.AxisLink.All;
import octavo.analysis.receptive.AxisLink.Same;
import octavo.analysis.receptive.Stage.Group;
import octavo.analysis.receptive.Stage.Links;
import octavo.analysis.receptive.Stage.Regroup;
import octavo.tensor.Shape;

/// How the parts of a tensor become those of a reshaped one. Parts go over whole where they can; one that a
/// border of the new shape cuts is split in two; where that is impossible all is laid out anew.
final class Regrouping {
  /// The parts of each new axis.
  private final List<List<Integer>> parts = new ArrayList<>();

  /// What each old part is split into.
  private final List<List<Integer>> splits = new ArrayList<>();

  /// For each piece of an old part the new part that it is, or -1 for a size of 1 that is dropped.
  private final List<Integer> into = new ArrayList<>();

  private final List<Integer> pieces = new ArrayList<>();
  private int count;
  private int next;
  private int rest;

  private final List<Integer> from;

  private Regrouping(List<Integer> from) {
    this.from = from;
    rest = from.isEmpty() ? 1 : from.getFirst();
    from.forEach(size -> splits.add(new ArrayList<>()));
  }

  /// The layout of `shape` for numbers that lay as `from`, and the stages to it.
  static Layout of(List<Integer> from, Shape shape, List<Stage> stages) {
    Regrouping r = new Regrouping(from);
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!r.axis(shape.size(axis), axis == shape.rank() - 1)) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : shape.toArray()) {
          sizes.add(size);
        }
        stages.add(new Regroup(List.of(new Group(from, sizes))));
        return Layout.of(shape);
      }
    }
    r.finish(stages);
    return new Layout(List.copyOf(r.parts));
  }

  /// Takes parts for an axis of `size`; false if a part would have to be cut within a number.
  private boolean axis(int size, boolean last) {
    List<Integer> taken = new ArrayList<>();
    int product = 1;
    while (product < size) {
      int need = size / product;
      if (need % rest == 0) {
        product *= rest;
        take(rest, taken);
      } else if (rest % need == 0) {
        take(need, taken);
        product = size;
      } else {
        return false;
      }
    }
    while (next < from.size() && rest == 1 && (last || taken.isEmpty())) {
      take(1, taken);
    }
    if (taken.isEmpty()) {
      taken.add(1);
      count++;
    }
    parts.add(List.copyOf(taken));
    return true;
  }

  private void take(int size, List<Integer> taken) {
    taken.add(size);
    splits.get(next).add(size);
    pieces.add(size);
    into.add(count++);
    rest /= size;
    if (rest == 1) {
      next++;
      rest = next < from.size() ? from.get(next) : 1;
    }
  }

  private void finish(List<Stage> stages) {
    for (; next < from.size(); next++) { // sizes of 1 that no axis takes
      splits.get(next).add(from.get(next));
      pieces.add(from.get(next));
      into.add(-1);
    }
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      groups.add(new Group(List.of(from.get(i)), List.copyOf(splits.get(i))));
    }
    if (!groups.stream().allMatch(Group::isSame)) {
      stages.add(new Regroup(groups));
    }
    List<AxisLink> links = new ArrayList<>();
    boolean moved = count != pieces.size();
    for (int i = 0; i < pieces.size(); i++) {
      links.add(into.get(i) < 0 ? new All(pieces.get(i)) : new Same(into.get(i)));
      moved |= into.get(i) != i;
    }
    if (moved) {
      List<Integer> sizes = new ArrayList<>();
      parts.forEach(sizes::addAll);
      stages.add(new Links(links, sizes));
    }
  }

  /// Parts of one axis under other sizes; sizes of 1 are dropped or added without a loss.
  static void axis(Layout layout, int axis, List<Integer> wanted, List<Stage> stages) {
    List<Integer> given = layout.parts().get(axis);
    if (given.equals(wanted)) {
      return;
    }
    if (!without1(given).equals(without1(wanted))) {
      List<Group> groups = new ArrayList<>();
      for (int a = 0; a < layout.parts().size(); a++) {
        List<Integer> same = layout.parts().get(a);
        if (a == axis) {
          groups.add(new Group(given, wanted));
        } else {
          same.forEach(size -> groups.add(new Group(List.of(size), List.of(size))));
        }
      }
      stages.add(new Regroup(groups));
      return;
    }
    List<AxisLink> links = new ArrayList<>();
    int into = 0;
    for (int a = 0; a < layout.parts().size(); a++) {
      int at = into; // the next part of the result to be taken
      List<Integer> target = a == axis ? wanted : layout.parts().get(a);
      for (int size : layout.parts().get(a)) {
        if (a != axis) {
          links.add(new Same(at++));
          continue;
        }
        while (size != 1 && target.get(at - into) == 1) {
          at++;
        }
        boolean dropped = size == 1 && (at - into >= target.size() || target.get(at - into) != 1);
        links.add(dropped ? new All(1) : new Same(at));
        at += dropped ? 0 : 1;
      }
      into += target.size();
    }
    stages.add(new Links(links, layout.with(axis, wanted).sizes()));
  }

  private static List<Integer> without1(List<Integer> sizes) {
    return sizes.stream().filter(size -> size != 1).toList();
  }
}

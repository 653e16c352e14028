package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.analysis.receptive.AxisPlan.Edge;
import octavo.analysis.receptive.Stage.Group;
import org.jspecify.annotations.Nullable;

/// From a place of a result back to the input: for each node the exact set of places, along each part of its
/// axes, that the place is made of. A set for each part makes a product; branches add products of their own, so
/// that one that sees nothing along one axis adds nothing along the others.
final class TopDown {
  /// Products of one node that are kept apart.
  private static final int MOST_PRODUCTS = 64;

  private final AxisPlan plan;
  private final boolean closed;
  private final List<List<IndexSet[]>> products = new ArrayList<>();

  /// Walks back from `start`, the places of each part of the axes of `cell`.
  ///
  /// @param closed whether there is nothing beyond the edges
  TopDown(AxisPlan plan, boolean closed, int cell, IndexSet[] start) {
    this.plan = plan;
    this.closed = closed;
    for (int at = 0; at <= cell; at++) {
      products.add(new ArrayList<>());
    }
    products.get(cell).add(start);
    for (int at = cell; at > 0; at--) {
      for (IndexSet[] here : products.get(at)) {
        for (Edge edge : plan.edges(at)) {
          IndexSet[] more = back(edge, here);
          if (more != null) {
            unite(products.get(edge.from()), more);
          }
        }
      }
    }
  }

  /// The places along one part of a cell's axes; empty if none is read.
  IndexSet places(int cell, int part) {
    IndexSet all = new IndexSet();
    products.get(cell).forEach(product -> all.addAll(product[part]));
    return all;
  }

  /// Adds a product of sets, or widens one that differs in one set only. Too many become one.
  private static void unite(List<IndexSet[]> known, IndexSet[] more) {
    for (IndexSet[] product : known) {
      if (contains(product, more)) {
        return;
      }
      int part = onlyDifference(product, more);
      if (part >= 0) {
        product[part].addAll(more[part]);
        return;
      }
    }
    known.removeIf(product -> contains(more, product));
    known.add(more);
    if (known.size() > MOST_PRODUCTS) {
      IndexSet[] all = known.getFirst();
      for (IndexSet[] product : known.subList(1, known.size())) {
        for (int part = 0; part < all.length; part++) {
          all[part].addAll(product[part]);
        }
      }
      known.subList(1, known.size()).clear();
    }
  }

  /// The one part in which the two differ, -1 if there are several.
  private static int onlyDifference(IndexSet[] product, IndexSet[] more) {
    int found = -1;
    for (int part = 0; part < more.length; part++) {
      if (!product[part].equals(more[part])) {
        if (found >= 0) {
          return -1;
        }
        found = part;
      }
    }
    return found;
  }

  private static boolean contains(IndexSet[] product, IndexSet[] other) {
    for (int part = 0; part < other.length; part++) {
      if (!product[part].containsAll(other[part])) {
        return false;
      }
    }
    return true;
  }

  /// What is read of the cell that an edge comes from; null for nothing.
  private IndexSet @Nullable [] back(Edge edge, IndexSet[] start) {
    IndexSet[] places = start;
    for (int s = edge.stages().size() - 1; s >= 0; s--) {
      List<Integer> sizes =
          s > 0 ? edge.stages().get(s - 1).sizes() : plan.layout(edge.from()).sizes();
      places =
          switch (edge.stages().get(s)) {
            case Stage.Links links -> linked(links, places, sizes);
            case Stage.Regroup regroup -> regrouped(regroup, places);
          };
      if (Arrays.stream(places).anyMatch(IndexSet::isEmpty)) {
        return null;
      }
    }
    return copies(places);
  }

  private static IndexSet[] copies(IndexSet[] places) {
    IndexSet[] copies = new IndexSet[places.length];
    for (int part = 0; part < places.length; part++) {
      copies[part] = new IndexSet();
      copies[part].addAll(places[part]);
    }
    return copies;
  }

  private IndexSet[] linked(Stage.Links links, IndexSet[] places, List<Integer> sizes) {
    IndexSet[] found = new IndexSet[links.links().size()];
    for (int part = 0; part < found.length; part++) {
      AxisLink link = links.links().get(part);
      IndexSet set = new IndexSet();
      if (link.axis() < 0) {
        link.runs(0, set::add);
      } else {
        boolean own = link.period() == 0; // holds for the result's own places only
        IndexSet from = places[link.axis()];
        (own ? from.within(links.sizes().get(link.axis())) : from)
            .forEach(o -> link.runs(o, set::add));
      }
      found[part] = closed ? set.within(sizes.get(part)) : set;
    }
    return found;
  }

  private static IndexSet[] regrouped(Stage.Regroup regroup, IndexSet[] places) {
    List<IndexSet> found = new ArrayList<>();
    int behind = 0;
    for (Group group : regroup.groups()) {
      int end = behind + group.out().size();
      if (group.isSame()) {
        found.addAll(Arrays.asList(places).subList(behind, end));
      } else {
        found.addAll(laidOut(group, Arrays.asList(places).subList(behind, end)));
      }
      behind = end;
    }
    return copies(found.toArray(new IndexSet[0]));
  }

  /// Every flat place that the sets name together, along the parts ahead of the regrouping.
  private static List<IndexSet> laidOut(Group group, List<IndexSet> places) {
    List<Integer> flat = new ArrayList<>(List.of(0));
    for (int part = 0; part < places.size(); part++) {
      int size = group.out().get(part);
      List<Integer> next = new ArrayList<>();
      for (int f : flat) {
        places.get(part).within(size).forEach(i -> next.add(f * size + i));
      }
      flat = next;
    }
    List<IndexSet> found = new ArrayList<>();
    int inner = group.elements();
    for (int size : group.in()) {
      inner /= size;
      IndexSet set = new IndexSet();
      for (int f : flat) {
        set.add(f / inner % size, f / inner % size);
      }
      found.add(set);
    }
    return found;
  }
}

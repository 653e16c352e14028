package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.analysis.receptive.AxisPlan.Edge;
import octavo.analysis.receptive.Stage.Group;
import org.jspecify.annotations.Nullable;

/// From a place of a result back to the input: for each node the exact set of places, along each part of its
/// axes, that the place is made of. Where branches join the sets unite.
final class TopDown {
  private final AxisPlan plan;
  private final boolean closed;
  private final IndexSet @Nullable [][] sets;

  /// Walks back from `start`, the places of each part of the axes of `cell`.
  ///
  /// @param closed whether there is nothing beyond the edges
  TopDown(AxisPlan plan, boolean closed, int cell, IndexSet[] start) {
    this.plan = plan;
    this.closed = closed;
    sets = new IndexSet[cell + 1][];
    sets[cell] = start;
    for (int at = cell; at > 0; at--) {
      IndexSet[] here = sets[at];
      if (here != null) {
        for (Edge edge : plan.edges(at)) {
          unite(edge.from(), back(edge, here));
        }
      }
    }
  }

  /// The places of each part of a cell's axes; null if none is read.
  IndexSet @Nullable [] places(int cell) {
    return sets[cell];
  }

  private void unite(int cell, IndexSet @Nullable [] more) {
    if (more == null) {
      return;
    }
    IndexSet[] known = sets[cell];
    if (known == null) {
      sets[cell] = more;
    } else {
      for (int part = 0; part < known.length; part++) {
        known[part].addAll(more[part]);
      }
    }
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
    return edge.stages().isEmpty() ? copies(places) : places;
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

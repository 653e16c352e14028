package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.analysis.receptive.AxisPlan.Edge;
import octavo.analysis.receptive.Stage.Group;
import org.jspecify.annotations.Nullable;

/// From the input to the result: what each place sees is the union of what those see that it reads. Size, jump
/// and start come from that, and branches meet where the computation joins them.
///
/// Once without edges, so that a window that hangs over the input's edge counts whole, as in the formulas of
/// textbooks; once with them, as it is for the traced size.
final class BottomUp {
  /// Ways of one cell that are kept apart.
  private static final int MOST_WAYS = 64;

  private final AxisPlan plan;
  private final boolean closed;
  private final List<List<Way>> ways = new ArrayList<>();
  private final List<List<Track>> tracks = new ArrayList<>(); // of all ways together
  private final List<Set<String>> notes = new ArrayList<>();
  private final Set<Misalignment> misalignments = new LinkedHashSet<>();

  /// @param closed whether there is nothing beyond the edges
  BottomUp(AxisPlan plan, boolean closed) {
    this.plan = plan;
    this.closed = closed;
    for (int cell = 0; cell < plan.cells().size(); cell++) {
      notes.add(new LinkedHashSet<>());
      ways.add(cell == 0 ? List.of(new Way(input(), present(0))) : joined(cell));
      tracks.add(together(ways.get(cell), cell));
    }
  }

  /// From where to where along each axis of the input the chosen places of a cell's parts see; null for nothing.
  int @Nullable [][] at(int cell, IndexSet[] places) {
    int[][] all = null;
    for (Way way : ways.get(cell)) {
      int[][] ends = way.at(places);
      if (ends != null && all != null) {
        for (int axis = 0; axis < all.length; axis++) {
          all[axis][0] = Math.min(all[axis][0], ends[axis][0]);
          all[axis][1] = Math.max(all[axis][1], ends[axis][1]);
        }
      }
      all = all == null ? ends : all;
    }
    return all;
  }

  /// What the places of a cell see of an axis of the input by all ways.
  Track track(int cell, int axis) {
    return tracks.get(cell).get(axis);
  }

  /// Why what is said of a cell may be more than it sees.
  Set<String> notes(int cell) {
    return notes.get(cell);
  }

  /// Where branches meet that do not look at the same places.
  Set<Misalignment> misalignments() {
    return misalignments;
  }

  private List<Track> input() {
    List<Track> own = new ArrayList<>();
    List<Integer> sizes = plan.layout(0).sizes();
    for (int axis = 0; axis < sizes.size(); axis++) {
      own.add(new Track(axis, List.of(closed ? Reach.edged(sizes.get(axis)) : Reach.endless())));
    }
    return own;
  }

  private List<Way> joined(int cell) {
    Map<List<String>, Way> found = new LinkedHashMap<>();
    List<List<Track>> branches = new ArrayList<>();
    for (Edge edge : plan.edges(cell)) {
      notes.get(cell).addAll(notes.get(edge.from()));
      List<Way> arrived = new ArrayList<>();
      for (Way way : ways.get(edge.from())) {
        Way here = along(way, edge, cell);
        if (!here.isEmpty()) {
          arrived.add(here);
          found.merge(here.signature(), here, Way::union);
        }
      }
      branches.add(together(arrived, cell));
    }
    if (!closed) {
      compare(cell, branches);
    }
    if (found.size() <= MOST_WAYS) {
      return List.copyOf(found.values());
    }
    notes
        .get(cell)
        .add(
            "%s joins more than %d ways that are empty at different places; bottom-up then counts them as one"
                .formatted(plan.cells().get(cell).label(), MOST_WAYS));
    return List.of(new Way(together(List.copyOf(found.values()), cell), present(cell)));
  }

  private Way along(Way way, Edge edge, int cell) {
    List<Track> moved = new ArrayList<>();
    for (Track track : way.tracks()) {
      moved.add(along(track, edge, cell));
    }
    List<Track> presence = present(cell);
    for (Track track : way.presence()) {
      Track here = along(track, edge, cell);
      if (here.isEmpty()) { // of all that is read nothing lies on this way
        return new Way(moved, List.of(here));
      }
      if (here.carrier() >= 0) {
        presence.set(here.carrier(), here);
      }
    }
    return new Way(moved, presence);
  }

  /// Every place of a cell, by each of its parts.
  private List<Track> present(int cell) {
    List<Track> all = new ArrayList<>();
    for (int size : plan.layout(cell).sizes()) {
      Reach everywhere = closed ? Reach.table(size, _ -> new int[] {0, 0}) : Reach.constant(0, 0);
      all.add(new Track(all.size(), List.of(everywhere)));
    }
    return all;
  }

  /// What is seen by any of the ways, each axis of the input by itself.
  private List<Track> together(List<Way> all, int cell) {
    int axes = plan.layout(0).sizes().size();
    List<Track> union = new ArrayList<>(Collections.nCopies(axes, Track.NOTHING));
    for (Way way : all) {
      for (int axis = 0; axis < axes; axis++) {
        union.set(axis, union(union.get(axis), way.tracks().get(axis), cell));
      }
    }
    return union;
  }

  private Track along(Track start, Edge edge, int cell) {
    Track track = start;
    List<Integer> sizes = plan.layout(edge.from()).sizes();
    for (Stage stage : edge.stages()) {
      if (track.carrier() >= 0) {
        track =
            switch (stage) {
              case Stage.Links links -> through(track, links, sizes);
              case Stage.Regroup regroup -> regrouped(track, regroup, cell);
            };
      }
      sizes = stage.sizes();
    }
    return track;
  }

  private Track through(Track track, Stage.Links links, List<Integer> sizes) {
    AxisLink link = links.links().get(track.carrier());
    if (link instanceof AxisLink.All) {
      return track.everywhere(sizes.get(track.carrier()));
    }
    List<Reach> reaches = new ArrayList<>();
    int size = links.sizes().get(link.axis());
    for (Reach reach : track.reaches()) {
      reaches.add(reach.through(link, size, closed));
    }
    return new Track(link.axis(), List.copyOf(reaches));
  }

  /// Parts laid out anew: along which of the new ones does it move?
  private Track regrouped(Track track, Stage.Regroup regroup, int cell) {
    int ahead = 0;
    int behind = 0;
    for (Group group : regroup.groups()) {
      if (track.carrier() < ahead + group.in().size()) {
        return group.isSame()
            ? new Track(track.carrier() - ahead + behind, track.reaches())
            : laidOut(track, track.carrier() - ahead, group, behind, cell);
      }
      ahead += group.in().size();
      behind += group.out().size();
    }
    throw new IllegalStateException("no group holds part " + track.carrier());
  }

  private Track laidOut(Track track, int part, Group group, int behind, int cell) {
    int inner = 1;
    for (int p = part + 1; p < group.in().size(); p++) {
      inner *= group.in().get(p);
    }
    int size = group.in().get(part);
    int stride = inner;
    int block = group.elements();
    for (int p = 0; p < group.out().size(); p++) {
      int own = group.out().get(p);
      block /= own;
      int step = block;
      if (isAlong(track, stride, size, step, own, group.elements())) {
        Reach table = Reach.table(own, o -> track.at(o * step / stride % size));
        return new Track(behind + p, List.of(table));
      }
    }
    notes
        .get(cell)
        .add(
            "%s lays %s out as %s, which cuts through an axis; bottom-up then counts all of it"
                .formatted(plan.cells().get(cell).label(), group.in(), group.out()));
    return track.everywhere(size);
  }

  /// Whether what flat place `f` sees, place `f / stride % size` of the carrier, depends on `f / step % own` alone.
  private static boolean isAlong(
      Track track, int stride, int size, int step, int own, int elements) {
    for (int f = 0; f < elements; f++) {
      int[] here = track.at(f / stride % size);
      int[] first = track.at(f / step % own * step / stride % size);
      if (here[0] != first[0] || here[1] != first[1]) {
        return false;
      }
    }
    return true;
  }

  private Track union(Track a, Track b, int cell) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    if (a.carrier() >= 0 && b.carrier() >= 0 && a.carrier() != b.carrier()) {
      // along different axes, as in x + xᵀ: there is no one place then
      List<Integer> sizes = plan.layout(cell).sizes();
      return a.everywhere(sizes.get(a.carrier())).union(b.everywhere(sizes.get(b.carrier())));
    }
    return a.union(b);
  }

  /// Notes branches whose jumps or centers differ where they meet.
  private void compare(int cell, List<List<Track>> branches) {
    for (int axis = 0; axis < plan.layout(0).sizes().size(); axis++) {
      int first = -1;
      for (int b = 0; b < branches.size(); b++) {
        Track track = branches.get(b).get(axis);
        boolean moves = track.carrier() >= 0 && !track.isEmpty() && !track.leading().isEdged();
        if (moves && first < 0) {
          first = b;
        } else if (moves && !isAligned(branches.get(first).get(axis), track)) {
          misalignments.add(
              new Misalignment(
                  cell,
                  plan.cells().get(cell).path(),
                  plan.cells().get(cell).name(),
                  axis,
                  branch(cell, first, branches.get(first).get(axis)),
                  branch(cell, b, track)));
          break;
        }
      }
    }
  }

  private static boolean isAligned(Track a, Track b) {
    Reach one = a.leading();
    Reach two = b.leading();
    return a.carrier() != b.carrier()
        || one.isConstant()
        || two.isConstant()
        || (one.jump().equals(two.jump()) && one.offset().equals(two.offset()));
  }

  private Misalignment.Branch branch(int cell, int edge, Track track) {
    String from = plan.cells().get(plan.edges(cell).get(edge).from()).label();
    return new Misalignment.Branch(from, track.leading().jump(), track.leading().offset());
  }
}

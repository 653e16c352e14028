package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import octavo.analysis.receptive.AxisPlan.Edge;
import octavo.analysis.receptive.Stage.Group;

/// From the input to the result: what each place sees is the union of what those see that it reads. Size, jump
/// and start come from that, and branches meet where the computation joins them.
///
/// Once without edges, so that a window that hangs over the input's edge counts whole, as in the formulas of
/// textbooks; once with them, as it is for the traced size.
final class BottomUp {
  private final AxisPlan plan;
  private final boolean closed;
  private final List<List<Track>> tracks = new ArrayList<>();
  private final List<Set<String>> notes = new ArrayList<>();
  private final Set<Misalignment> misalignments = new LinkedHashSet<>();

  /// @param closed whether there is nothing beyond the edges
  BottomUp(AxisPlan plan, boolean closed) {
    this.plan = plan;
    this.closed = closed;
    for (int cell = 0; cell < plan.cells().size(); cell++) {
      notes.add(new LinkedHashSet<>());
      tracks.add(cell == 0 ? input() : joined(cell));
    }
  }

  /// What the places of a cell see of an axis of the input.
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
      own.add(
          new Track(axis, List.of(closed ? Reach.edged(sizes.get(axis)) : Reach.endless())));
    }
    return own;
  }

  private List<Track> joined(int cell) {
    int axes = tracks.getFirst().size();
    List<Track> all = new ArrayList<>(Collections.nCopies(axes, Track.NOTHING));
    List<Edge> edges = plan.edges(cell);
    for (int e = 0; e < edges.size(); e++) {
      Edge edge = edges.get(e);
      notes.get(cell).addAll(notes.get(edge.from()));
      for (int axis = 0; axis < axes; axis++) {
        Track track = along(tracks.get(edge.from()).get(axis), edge, cell);
        compare(cell, axis, all.get(axis), track, e);
        all.set(axis, union(all.get(axis), track, cell));
      }
    }
    return all;
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
      notes
          .get(cell)
          .add(
              "%s joins branches that see the input along different axes; bottom-up then counts all of it"
                  .formatted(plan.cells().get(cell).label()));
      List<Integer> sizes = plan.layout(cell).sizes();
      return a.everywhere(sizes.get(a.carrier())).union(b.everywhere(sizes.get(b.carrier())));
    }
    return a.union(b);
  }

  /// Notes branches whose jumps or centers differ where they meet.
  private void compare(int cell, int axis, Track a, Track b, int edge) {
    if (closed || a.carrier() < 0 || a.carrier() != b.carrier()) {
      return;
    }
    Reach one = a.leading();
    Reach two = b.leading();
    boolean comparable = !one.isEdged() && !two.isEdged() && !one.isConstant() && !two.isConstant();
    if (comparable && !(one.jump().equals(two.jump()) && one.offset().equals(two.offset()))) {
      List<Edge> edges = plan.edges(cell);
      misalignments.add(
          new Misalignment(
              cell,
              plan.cells().get(cell).path(),
              plan.cells().get(cell).name(),
              axis,
              new Misalignment.Branch(
                  plan.cells().get(edges.getFirst().from()).label(), one.jump(), one.offset()),
              new Misalignment.Branch(
                  plan.cells().get(edges.get(edge).from()).label(), two.jump(), two.offset())));
    }
  }
}

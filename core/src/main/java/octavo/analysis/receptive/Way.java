package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One way from a cell back to the input: what its places see along every axis of the input, each axis by itself.
/// A place that sees nothing along one axis sees nothing along any, so ways that are empty at different places must
/// stay apart; others unite.
///
/// @param tracks one for each axis of the input
/// @param presence for each part of the cell's own axes where it lies on this way: of a concatenation along the
///     channels each branch fills some. What is seen is place 0, or nothing
record Way(List<Track> tracks, List<Track> presence) {
  /// Where nothing is seen, in a form that can be compared: ways of one signature may unite.
  List<String> signature() {
    return Stream.concat(tracks.stream(), presence.stream()).map(Track::signature).toList();
  }

  boolean isEmpty() {
    return tracks.stream().anyMatch(Track::isEmpty) || presence.stream().anyMatch(Track::isEmpty);
  }

  Way union(Way other) {
    List<Track> all = new ArrayList<>();
    for (int axis = 0; axis < tracks.size(); axis++) {
      all.add(tracks.get(axis).union(other.tracks.get(axis)));
    }
    return new Way(all, presence);
  }

  /// From where to where along each axis the chosen places of a cell's parts see; null for nothing.
  int @Nullable [][] at(IndexSet[] places) {
    int[][] ends = new int[tracks.size()][];
    for (int axis = 0; axis < ends.length; axis++) {
      ends[axis] = ends(tracks.get(axis), places);
    }
    for (Track track : presence) {
      if (isNothing(ends(track, places))) {
        return null;
      }
    }
    return Arrays.stream(ends).anyMatch(Way::isNothing) ? null : ends;
  }

  private static boolean isNothing(int[] ends) {
    return ends[0] > ends[1];
  }

  private static int[] ends(Track track, IndexSet[] places) {
    int[] both = {Reach.NOTHING, Integer.MIN_VALUE};
    IndexSet chosen = track.carrier() < 0 ? IndexSet.of(0) : places[track.carrier()];
    chosen.forEach(o -> {
      int[] here = track.at(o);
      both[0] = Math.min(both[0], here[0]);
      both[1] = Math.max(both[1], here[1]);
    });
    return both;
  }
}

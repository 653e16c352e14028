package octavo.analysis;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the code of a method tells of the calls in it. Places are indices of bytecode.
///
/// @param isStatic whether the method belongs to no object
/// @param calls the calls by their places
/// @param next the places that may follow each place
/// @param paths answers that were given before
record MethodCode(
    boolean isStatic,
    Map<Integer, CallSite> calls,
    Map<Integer, List<Integer>> next,
    Map<Integer, BitSet> paths) {

  /// One call.
  ///
  /// @param method the name of what is called
  /// @param line of the source, or -1
  /// @param receiver whose method is called; null of a static method
  /// @param arguments what it is given
  record CallSite(String method, int line, @Nullable Source receiver, List<Source> arguments) {}

  static MethodCode of(
      boolean isStatic, Map<Integer, CallSite> calls, Map<Integer, List<Integer>> next) {
    return new MethodCode(isStatic, calls, next, new ConcurrentHashMap<>());
  }

  /// Whether a run of the method may come to `to` after it was at `from`.
  boolean reaches(int from, int to) {
    return paths.computeIfAbsent(from, f -> reached(f, -1)).get(to);
  }

  /// Whether it may come there without being at `but` in between.
  boolean reachesWithout(int from, int to, int but) {
    return reached(from, but).get(to);
  }

  private BitSet reached(int from, int but) {
    BitSet found = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(next.getOrDefault(from, List.of()));
    while (!open.isEmpty()) {
      int at = open.pop();
      if (at != but && !found.get(at)) {
        found.set(at);
        open.addAll(next.getOrDefault(at, List.of()));
      }
    }
    return found;
  }
}

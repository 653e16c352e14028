package octavo.analysis.receptive;

import java.util.Arrays;
import java.util.List;

/// What one place of a node sees of an input of the traced size, along each spatial axis.
///
/// @param axes the axes
public record Support(List<Axis> axes) {
  /// What is seen along one axis.
  ///
  /// @param axis the axis of the input
  /// @param inputSize its size
  /// @param places every place that is seen, in ascending order
  public record Axis(int axis, int inputSize, List<Integer> places) {
    static Axis of(int axis, int inputSize, IndexSet places) {
      return new Axis(axis, inputSize, Arrays.stream(places.toArray()).boxed().toList());
    }

    /// How many places lie from the first to the last.
    public int extent() {
      return places.isEmpty() ? 0 : places.getLast() - places.getFirst() + 1;
    }

    /// How many places in between are not seen.
    public int holes() {
      return extent() - places.size();
    }

    /// The ends, and the number of holes.
    @Override
    public String toString() {
      if (places.isEmpty()) {
        return "nothing";
      }
      String ends = "%d…%d".formatted(places.getFirst(), places.getLast());
      return holes() == 0 ? ends : "%s with %d holes".formatted(ends, holes());
    }
  }
}

package octavo.analysis.receptive;

/// The receptive field of a node along one axis of the input, from the bottom-up calculation. Places beyond the
/// edges of the input, where padding lies, are counted, as in the formulas of textbooks; [Support] says what is
/// left of a field at the edge.
///
/// A place `o` of the node sees the places from `start + o·jump` on, `size` of them. Behind an upsampling the
/// jump is a fraction and neighbors see different numbers of places in turn: `size` is the most and `smallest`
/// the least. The center is `start + (size - 1)/2` of place 0, where the first place of the input is 0; it is
/// the `start` of the formula `startₖ = startₖ₋₁ + ((k - 1)/2 - p)·jₖ₋₁`.
///
/// @param axis the axis of the input
/// @param inputSize its size
/// @param size how many places from the first to the last that is seen; 0 if nothing of this input is
/// @param smallest the same of the place that sees least
/// @param jump how far the field moves for one place; 0 if it does not move
/// @param start the first place that place 0 sees, negative in the padding
/// @param center the middle of what place 0 sees
/// @param whole whether every place sees the whole axis by an operation that reads all of it
/// @param regular whether every place sees the same, moved by the jump, or several in turn by their phase; false
///     behind a recurrent layer, where a place sees all before it
public record AxisField(
    int axis,
    int inputSize,
    int size,
    int smallest,
    Ratio jump,
    int start,
    Ratio center,
    boolean whole,
    boolean regular) {
  static AxisField of(int axis, int inputSize, Track track, int places) {
    if (track.isEmpty()) {
      return new AxisField(axis, inputSize, 0, 0, Ratio.ZERO, 0, Ratio.ZERO, false, true);
    }
    boolean whole = isWhole(track, inputSize, places);
    Reach leading = track.leading();
    if (whole) {
      Ratio middle = Ratio.of(inputSize - 1L, 2);
      return new AxisField(
          axis, inputSize, inputSize, inputSize, leading.jump(), 0, middle, true, true);
    }
    boolean endless = track.reaches().stream().noneMatch(Reach::isEdged);
    int count = track.carrier() < 0 ? 1 : endless ? leading.period() : places;
    int most = 0;
    int least = Integer.MAX_VALUE;
    for (int o = 0; o < count; o++) {
      int[] ends = track.at(o);
      int size = ends[0] > ends[1] ? 0 : ends[1] - ends[0] + 1;
      most = Math.max(most, size);
      least = Math.min(least, size);
    }
    int[] ends = track.at(0);
    for (int o = 1; ends[0] > ends[1] && o < count; o++) {
      ends = track.at(o);
    }
    Ratio jump = endless ? leading.jump() : slope(track, places);
    boolean regular = track.reaches().size() == 1 && (endless || isEven(track, places, jump));
    Ratio center = Ratio.of((long) ends[0] + ends[1], 2);
    return new AxisField(axis, inputSize, most, least, jump, ends[0], center, false, regular);
  }

  /// Whether something that does not move sees all, or every place does behind an operation with edges.
  private static boolean isWhole(Track track, int size, int places) {
    if (track.reaches().stream().anyMatch(r -> r.isConstant() && isAll(r, 0, size))) {
      return true;
    }
    for (int o = 0; o < places; o++) {
      int place = o;
      if (track.reaches().stream().noneMatch(r -> r.isEdged() && isAll(r, place, size))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAll(Reach reach, int o, int size) {
    return reach.low(o) <= 0 && reach.high(o) >= size - 1;
  }

  private static Ratio center(Track track, int o) {
    int[] ends = track.at(o);
    return ends[0] > ends[1] ? Ratio.ZERO : Ratio.of((long) ends[0] + ends[1], 2);
  }

  private static Ratio slope(Track track, int places) {
    return places < 2
        ? Ratio.ZERO
        : center(track, places - 1).minus(center(track, 0)).times(Ratio.of(1, places - 1L));
  }

  /// Whether both ends move by the jump at each place.
  private static boolean isEven(Track track, int places, Ratio jump) {
    for (int o = 1; o < places; o++) {
      int[] behind = track.at(o - 1);
      int[] here = track.at(o);
      for (int end = 0; end < here.length; end++) {
        if (!Ratio.of((long) here[end] - behind[end]).equals(jump)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Whether places see different numbers of places in turn.
  public boolean isUneven() {
    return size != smallest;
  }

  /// The size for tables: `whole`, `7`, or `2–3`.
  public String sizeText() {
    return whole ? "whole" : isUneven() ? smallest + "–" + size : Integer.toString(size);
  }
}

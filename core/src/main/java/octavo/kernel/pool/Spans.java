package octavo.kernel.pool;

/// The parts `[begin, end)` of one axis that boxes are made of, the same for all planes or others for
/// each. Parts may overlap; none is empty.
public final class Spans {
  private final int parts;
  private final int[] begins;
  private final int[] ends;

  private Spans(int parts, int[] begins, int[] ends) {
    this.parts = parts;
    this.begins = begins;
    this.ends = ends;
  }

  /// Parts of about equal size: from `⌊i·in/parts⌋` to `⌈(i + 1)·in/parts⌉`.
  public static Spans adaptive(int in, int parts) {
    int[] begins = new int[parts];
    int[] ends = new int[parts];
    for (int i = 0; i < parts; i++) {
      begins[i] = (int) ((long) i * in / parts);
      ends[i] = (int) Math.ceilDiv((i + 1L) * in, parts);
    }
    return new Spans(parts, begins, ends);
  }

  /// Parts of `kernel` numbers at pseudo-random places, for each plane by its own sample `u` in `[0,
  /// 1)`: part `i` begins at `⌊(i + u)·α⌋ - ⌊u·α⌋`, `α = (in - kernel) / (parts - 1)`, and the last
  /// one ends with the axis (Graham, 2014).
  public static Spans random(int in, int parts, int kernel, double[] samples) {
    int[] begins = new int[Math.multiplyExact(samples.length, parts)];
    int[] ends = new int[begins.length];
    double alpha = parts == 1 ? 0 : (double) (in - kernel) / (parts - 1);
    for (int plane = 0; plane < samples.length; plane++) {
      int first = (int) (samples[plane] * alpha);
      for (int i = 0; i < parts; i++) {
        boolean last = i == parts - 1;
        int begin = last ? in - kernel : (int) ((i + samples[plane]) * alpha) - first;
        begins[plane * parts + i] = begin;
        ends[plane * parts + i] = begin + kernel;
      }
    }
    return new Spans(parts, begins, ends);
  }

  /// The number of parts.
  public int parts() {
    return parts;
  }

  /// The numbers of all parts of a plane; one that lies in several parts counts in each.
  long numbers(int plane) {
    long numbers = 0;
    for (int i = 0; i < parts; i++) {
      numbers += end(plane, i) - begin(plane, i);
    }
    return numbers;
  }

  private int at(int plane, int i) {
    return begins.length == parts ? i : plane * parts + i;
  }

  /// Where part `i` of a plane begins.
  public int begin(int plane, int i) {
    return begins[at(plane, i)];
  }

  /// Where part `i` of a plane has ended.
  public int end(int plane, int i) {
    return ends[at(plane, i)];
  }
}

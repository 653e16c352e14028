package octavo.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a function on a grid is at least as high as a level: rings around these regions, by marching
/// squares. The regions end at the border of the grid, so that every ring is closed.
final class Isolines {
  private static final int NONE = -1;

  private final Mark.Contours field;
  private final double level;
  private final int width;
  private final int height;

  /// Where the ring that comes in through an edge leaves the cell; an edge is twice the number of its
  /// upper left node, and one more if it points down.
  private final int[] next;

  private Isolines(Mark.Contours field, double level) {
    this.field = field;
    this.level = level;
    this.width = field.x().length + 2;
    this.height = field.y().length + 2;
    this.next = new int[2 * width * height];
    Arrays.fill(next, NONE);
  }

  /// The rings of a level: the coordinates across and up of each.
  static List<double[][]> of(Mark.Contours field, double level) {
    Isolines lines = new Isolines(field, level);
    for (int i = 0; i + 1 < lines.height; i++) {
      for (int j = 0; j + 1 < lines.width; j++) {
        lines.cell(i, j);
      }
    }
    return lines.rings();
  }

  /// Whether a step of a ring goes along the border of the grid, where there is no isoline.
  static boolean onBorder(Mark.Contours field, double[][] ring, int from, int to) {
    return onEnd(field.x(), ring[0][from], ring[0][to])
        || onEnd(field.y(), ring[1][from], ring[1][to]);
  }

  private static boolean onEnd(double[] nodes, double from, double to) {
    return from == to && (from == nodes[0] || from == nodes[nodes.length - 1]);
  }

  /// The value at a node; around the grid runs a border that lies below every level.
  private double value(int i, int j) {
    boolean inside = i > 0 && j > 0 && i + 1 < height && j + 1 < width;
    double value = inside ? field.values()[i - 1][j - 1] : Double.NEGATIVE_INFINITY;
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  private void cell(int i, int j) {
    // clockwise from the upper left
    double[] corner = {value(i, j), value(i, j + 1), value(i + 1, j + 1), value(i + 1, j)};
    int node = i * width + j;
    int[] edge = {2 * node, 2 * (node + 1) + 1, 2 * (node + width), 2 * node + 1};
    boolean middle = (corner[0] + corner[1] + corner[2] + corner[3]) / 4 >= level;
    for (int e = 0; e < 4; e++) {
      if (corner[e] >= level && corner[(e + 1) % 4] < level) { // leaves the region
        int step = middle ? 1 : 3;
        int enter = (e + step) % 4;
        while (!(corner[enter] < level && corner[(enter + 1) % 4] >= level)) {
          enter = (enter + step) % 4;
        }
        next[edge[e]] = edge[enter];
      }
    }
  }

  private List<double[][]> rings() {
    List<double[][]> rings = new ArrayList<>();
    for (int first = 0; first < next.length; first++) {
      List<double[]> points = new ArrayList<>();
      for (int edge = first; next[edge] != NONE; ) {
        double[] point = crossing(edge);
        if (points.isEmpty() || !Arrays.equals(points.getLast(), point)) { // nodes of the border
          points.add(point);
        }
        int following = next[edge];
        next[edge] = NONE;
        edge = following;
      }
      if (points.size() > 1 && Arrays.equals(points.getFirst(), points.getLast())) {
        points.removeLast();
      }
      if (points.size() > 2) {
        rings.add(
            new double[][] {
              points.stream().mapToDouble(p -> p[0]).toArray(),
              points.stream().mapToDouble(p -> p[1]).toArray()
            });
      }
    }
    return rings;
  }

  private double[] crossing(int edge) {
    int i = edge / 2 / width;
    int j = edge / 2 % width;
    int down = edge % 2;
    double a = value(i, j);
    double b = value(i + down, j + 1 - down);
    double share;
    if (Double.isInfinite(a) || Double.isInfinite(b)) {
      share = a > b ? 0 : 1; // at the node that is a number
    } else {
      share = (level - a) / (b - a);
    }
    double fromX = at(field.x(), j);
    double fromY = at(field.y(), i);
    return new double[] {
      fromX + share * (at(field.x(), j + 1 - down) - fromX),
      fromY + share * (at(field.y(), i + down) - fromY)
    };
  }

  private static double at(double[] coordinates, int node) {
    return coordinates[Math.clamp(node - 1, 0, coordinates.length - 1)];
  }
}

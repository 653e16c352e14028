package octavo.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The boxes of a graph in rows, and between them a place in each row for every line that crosses it.
///
/// @param vertices the boxes under their numbers, then the places of lines
/// @param rows all of them from the left
/// @param ways what each line leads through, boxes at both ends
record GraphRows(List<Vertex> vertices, List<List<Vertex>> rows, List<List<Vertex>> ways) {
  private static final double GAP = 20;
  private static final double LANE = 8;
  private static final int SWEEPS = 12;

  /// A box, or the place of a line in a row.
  static final class Vertex {
    final int box;
    final int row;
    final double width;
    final List<Vertex> above = new ArrayList<>();
    final List<Vertex> below = new ArrayList<>();
    int place;
    double x;

    Vertex(int box, int row, double width) {
      this.box = box;
      this.row = row;
      this.width = width;
    }

    boolean isBox() {
      return box >= 0;
    }
  }

  static GraphRows of(GraphChart chart) {
    GraphRows graph = new GraphRows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    graph.fill(chart);
    graph.order();
    graph.spread();
    return graph;
  }

  private void fill(GraphChart chart) {
    int[] row = new int[chart.boxes().size()];
    List<GraphChart.Edge> byTarget = new ArrayList<>(chart.edges());
    byTarget.sort(Comparator.comparingInt(GraphChart.Edge::to));
    for (GraphChart.Edge edge : byTarget) {
      row[edge.to()] = Math.max(row[edge.to()], row[edge.from()] + 1);
    }
    for (int b = 0; b < row.length; b++) {
      add(new Vertex(b, row[b], GraphLayout.widthOf(chart.boxes().get(b))));
    }
    Map<List<Integer>, Vertex> lanes = new HashMap<>();
    for (GraphChart.Edge edge : chart.edges()) {
      List<Vertex> way = new ArrayList<>();
      way.add(vertices.get(edge.from()));
      for (int r = row[edge.from()] + 1; r < row[edge.to()]; r++) {
        int at = r;
        way.add(
            lanes.computeIfAbsent(List.of(edge.from(), r), key -> add(new Vertex(-1, at, LANE))));
      }
      way.add(vertices.get(edge.to()));
      for (int i = 1; i < way.size(); i++) {
        if (!way.get(i).above.contains(way.get(i - 1))) {
          way.get(i).above.add(way.get(i - 1));
          way.get(i - 1).below.add(way.get(i));
        }
      }
      ways.add(way);
    }
  }

  private Vertex add(Vertex v) {
    vertices.add(v);
    while (rows.size() <= v.row) {
      rows.add(new ArrayList<>());
    }
    v.place = rows.get(v.row).size();
    rows.get(v.row).add(v);
    return v;
  }

  /// Puts each row in the order of the mean places of its neighbors, down and up again, and keeps the order with
  /// the fewest crossings.
  private void order() {
    List<List<Vertex>> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (List<Vertex> row : down ? rows : rows.reversed()) {
        Map<Vertex, Double> means = new HashMap<>();
        for (Vertex v : row) {
          List<Vertex> neighbors = down ? v.above : v.below;
          means.put(v, neighbors.stream().mapToInt(n -> n.place).average().orElse(v.place));
        }
        row.sort(Comparator.comparingDouble(v -> means.getOrDefault(v, 0.0)));
        number(row);
      }
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      rows.set(r, best.get(r));
      number(rows.get(r));
    }
  }

  private List<List<Vertex>> copy() {
    List<List<Vertex>> all = new ArrayList<>();
    rows.forEach(row -> all.add(new ArrayList<>(row)));
    return all;
  }

  private static void number(List<Vertex> row) {
    for (int i = 0; i < row.size(); i++) {
      row.get(i).place = i;
    }
  }

  private long crossings() {
    long count = 0;
    for (List<Vertex> row : rows) {
      List<int[]> lines = new ArrayList<>();
      for (Vertex v : row) {
        v.below.forEach(other -> lines.add(new int[] {v.place, other.place}));
      }
      for (int a = 0; a < lines.size(); a++) {
        for (int b = 0; b < a; b++) {
          int from = Integer.compare(lines.get(a)[0], lines.get(b)[0]);
          int to = Integer.compare(lines.get(a)[1], lines.get(b)[1]);
          count += from * to < 0 ? 1 : 0;
        }
      }
    }
    return count;
  }

  /// Moves each row under the boxes that lead to it, and over those that it leads to, by turns.
  private void spread() {
    for (List<Vertex> row : rows) {
      double x = 0;
      for (Vertex v : row) {
        v.x = x + v.width / 2;
        x += v.width + GAP;
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (List<Vertex> row : down ? rows : rows.reversed()) {
        move(row, down);
      }
    }
  }

  /// The columns nearest to the wanted ones, in the given order and without overlaps: least squares, by
  /// pooling neighbors that are too near (Ayer et al., 1955). Lines make room for boxes.
  private static void move(List<Vertex> row, boolean down) {
    int n = row.size();
    double[] offset = new double[n]; // from the first vertex, if all stand as near as they may
    for (int i = 1; i < n; i++) {
      Vertex before = row.get(i - 1);
      Vertex v = row.get(i);
      double gap = before.isBox() || v.isBox() ? GAP : LANE;
      offset[i] = offset[i - 1] + before.width / 2 + gap + v.width / 2;
    }
    List<double[]> pools = new ArrayList<>(); // sum of weights, weighted sum, count
    for (int i = 0; i < n; i++) {
      Vertex v = row.get(i);
      double weight = v.isBox() ? 1000 : 1;
      double[] pool = {weight, weight * (wanted(v, down) - offset[i]), 1};
      while (!pools.isEmpty() && mean(pools.getLast()) >= mean(pool)) {
        double[] last = pools.removeLast();
        pool = new double[] {pool[0] + last[0], pool[1] + last[1], pool[2] + last[2]};
      }
      pools.add(pool);
    }
    int at = 0;
    for (double[] pool : pools) {
      for (int k = 0; k < pool[2]; k++, at++) {
        row.get(at).x = mean(pool) + offset[at];
      }
    }
  }

  private static double mean(double[] pool) {
    return pool[1] / pool[0];
  }

  private static double wanted(Vertex v, boolean down) {
    List<Vertex> neighbors = down ? v.above : v.below;
    if (v.isBox() && neighbors.stream().anyMatch(Vertex::isBox)) {
      neighbors = neighbors.stream().filter(Vertex::isBox).toList();
    }
    return neighbors.stream().mapToDouble(other -> other.x).average().orElse(v.x);
  }

  /// Where the line that comes from a vertex enters a box: a share of its width, 0 for the middle. Several
  /// lines enter side by side, in their order.
  double entry(Vertex box, Vertex from) {
    List<Vertex> sides = new ArrayList<>(box.above);
    sides.sort(Comparator.comparingDouble(v -> v.x));
    return (sides.indexOf(from) + 0.5) / sides.size() * 0.6 - 0.3;
  }
}

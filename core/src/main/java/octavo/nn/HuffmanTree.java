package octavo.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// A binary tree with a class at each leaf, the frequent ones near the root (Huffman, 1952): among all
/// binary trees it has the least mean depth. `classes - 1` inner nodes are numbered from the root, 0.
///
/// @param nodes the inner nodes from the root to each class, int64 `[classes, depth]`, 0 behind the last
/// @param turns 1 where the way goes left there, -1 where it goes right, 0 behind the last, float32
public record HuffmanTree(Tensor nodes, Tensor turns) {
  /// Two subtrees, or a class.
  private record Part(
      double count, int order, int label, @Nullable Part left, @Nullable Part right) {}

  /// The tree for classes that occur so often. Equal counts are joined in order, so that the same counts
  /// give the same tree.
  ///
  /// @throws IllegalArgumentException if there are fewer than two classes or a count is negative
  public static HuffmanTree of(long... counts) {
    PriorityQueue<Part> parts =
        new PriorityQueue<>(Comparator.comparingDouble(Part::count).thenComparingInt(Part::order));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "HuffmanTree: counts must not be negative, but class %d has %d."
                .formatted(i, counts[i]));
      }
      parts.add(new Part(counts[i], i, i, null, null));
    }
    if (counts.length < 2) {
      throw new IllegalArgumentException(
          "HuffmanTree: there must be at least two classes, but there are " + counts.length + ".");
    }
    int order = counts.length;
    while (parts.size() > 1) {
      Part left = parts.remove();
      Part right = parts.remove();
      parts.add(new Part(left.count + right.count, order++, -1, left, right));
    }
    return flattened(parts.remove(), counts.length);
  }

  /// A part of the tree and the way to it.
  private record Visit(Part part, List<Integer> nodes, List<Integer> turns) {}

  private static HuffmanTree flattened(Part root, int classes) {
    List<List<Integer>> nodes = new ArrayList<>();
    List<List<Integer>> turns = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      nodes.add(List.of());
      turns.add(List.of());
    }
    int next = 0;
    int depth = 0;
    List<Visit> open = new ArrayList<>(List.of(new Visit(root, List.of(), List.of())));
    for (int i = 0; i < open.size(); i++) { // level by level, so that the root is node 0
      Visit at = open.get(i);
      Part left = at.part.left;
      Part right = at.part.right;
      if (left == null || right == null) {
        nodes.set(at.part.label, at.nodes);
        turns.set(at.part.label, at.turns);
        depth = Math.max(depth, at.nodes.size());
      } else {
        List<Integer> way = with(at.nodes, next++);
        open.add(new Visit(left, way, with(at.turns, 1)));
        open.add(new Visit(right, way, with(at.turns, -1)));
      }
    }
    long[] table = new long[classes * depth];
    float[] signs = new float[classes * depth];
    for (int c = 0; c < classes; c++) {
      for (int d = 0; d < nodes.get(c).size(); d++) {
        table[c * depth + d] = nodes.get(c).get(d);
        signs[c * depth + d] = turns.get(c).get(d);
      }
    }
    return new HuffmanTree(Tensors.of(table, classes, depth), Tensor.of(signs, classes, depth));
  }

  private static List<Integer> with(List<Integer> list, int last) {
    List<Integer> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  /// The number of classes.
  public int classes() {
    return nodes.size(0);
  }
}

package octavo.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.analysis.NetworkGraph.Node;
import octavo.analysis.Roofline.Bound;

/// How long a network takes at least on a machine, and what it waits for: each operation against the
/// [Roofline], if it reads what it needs from memory and writes its result there.
///
/// ```java
/// NetworkCost cost = NetworkCost.of(graph, Roofline.ofCore(Machine.measure()));
/// String table = cost.withDepth(2).toText(100);
/// ```
///
/// The bound supposes that nothing lies in caches from the operation before, and that operations are not
/// joined; [octavo.inference.InferenceModel] joins many, and so may need less for those that wait for memory.
public final class NetworkCost {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int WIDE = 200;

  private final NetworkGraph graph;
  private final Roofline roofline;
  private final int depth;

  private NetworkCost(NetworkGraph graph, Roofline roofline, int depth) {
    this.graph = graph;
    this.roofline = roofline;
    this.depth = depth;
  }

  /// The cost of a network on a machine.
  public static NetworkCost of(NetworkGraph graph, Roofline roofline) {
    return new NetworkCost(graph, roofline, ALL);
  }

  /// With layers only to a depth, as in [NetworkSummary#withDepth].
  ///
  /// @throws IllegalArgumentException if the depth is negative
  public NetworkCost withDepth(int layers) {
    NetworkSummary.requireDepth(layers);
    return new NetworkCost(graph, roofline, layers);
  }

  /// The machine.
  public Roofline roofline() {
    return roofline;
  }

  /// An operation, or all operations of a layer.
  ///
  /// @param path of the layer, dotted, empty for the network itself
  /// @param name of the operation, or the class of the layer
  /// @param flops operations on numbers
  /// @param bytes read and written
  /// @param seconds how long it takes at least
  /// @param computing the part of that time in which computing is what limits
  public record Item(
      String path, String name, long flops, long bytes, double seconds, double computing) {
    /// Operations on numbers for each byte; 0 where nothing is read.
    public double intensity() {
      return bytes == 0 ? 0 : (double) flops / bytes;
    }

    /// What limits for most of the time.
    public Bound bound() {
      return 2 * computing >= seconds ? Bound.COMPUTE : Bound.MEMORY;
    }

    private Item and(Item other) {
      return new Item(
          path,
          name,
          flops + other.flops,
          bytes + other.bytes,
          seconds + other.seconds,
          computing + other.computing);
    }
  }

  private Item item(Node node, String path, String name) {
    double seconds = roofline.seconds(node.flops(), node.bytes());
    boolean computes = roofline.bound(node.flops(), node.bytes()) == Bound.COMPUTE;
    return new Item(path, name, node.flops(), node.bytes(), seconds, computes ? seconds : 0);
  }

  /// All operations in the order of the computation.
  public List<Item> operations() {
    return graph.nodes().stream()
        .filter(node -> node != graph.input())
        .map(node -> item(node, node.path(), node.name()))
        .toList();
  }

  /// The layers in the order in which they are first used, each with the operations that stand in no other
  /// row.
  public List<Item> layers() {
    Map<String, Item> found = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node != graph.input()) {
        LayerTree.Part part = node.part().upTo(depth);
        found.merge(part.path(), item(node, part.path(), part.type()), Item::and);
      }
    }
    return List.copyOf(found.values());
  }

  /// The whole network.
  public Item total() {
    Item sum = new Item("", graph.type(), 0, 0, 0, 0);
    for (Item item : operations()) {
      sum = sum.and(item);
    }
    return sum;
  }

  /// Everything as a map for JSON: the machine, the layers and the total.
  public Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("peakFlops", roofline.peakFlops());
    all.put("bytesPerSecond", roofline.bytesPerSecond());
    all.put("layers", layers().stream().map(NetworkCost::map).toList());
    all.put("total", map(total()));
    return all;
  }

  private static Map<String, Object> map(Item item) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("path", item.path());
    one.put("name", item.name());
    one.put("flops", item.flops());
    one.put("bytes", item.bytes());
    one.put("intensity", item.intensity());
    one.put("bound", item.bound().name().toLowerCase(Locale.ROOT));
    one.put("seconds", item.seconds());
    return one;
  }

  /// The layers as a table with aligned columns: the time that each takes at least, its share of the total,
  /// and what it waits for.
  ///
  /// @param width letters of a line; paths and names that do not fit are cut
  /// @throws IllegalArgumentException if the width is not positive
  public String toText(int width) {
    List<TextTable.Column> columns =
        List.of(
            TextTable.Column.text("layer"),
            TextTable.Column.text("type"),
            TextTable.Column.number("FLOP"),
            TextTable.Column.number("bytes"),
            TextTable.Column.number("FLOP/byte"),
            TextTable.Column.number("at least"),
            TextTable.Column.number("share"),
            TextTable.Column.text("limited by"));
    Item total = total();
    List<List<String>> rows = new ArrayList<>();
    for (Item item : layers()) {
      rows.add(cells(item.path().isEmpty() ? "(network)" : item.path(), item.name(), item, total));
    }
    rows.add(cells("total", "", total, total));
    return new TextTable(columns, rows).render(width, true)
        + "%sFLOP/s, %sB/s: computing limits from %s FLOP for each byte on\n"
            .formatted(
                Amounts.count((long) roofline.peakFlops()),
                Amounts.count((long) roofline.bytesPerSecond()),
                Amounts.digits(roofline.ridge()));
  }

  private static List<String> cells(String layer, String type, Item item, Item total) {
    double share = total.seconds() == 0 ? 0 : item.seconds() / total.seconds();
    return List.of(
        layer,
        type,
        Amounts.count(item.flops()),
        Amounts.bytes(item.bytes()),
        Amounts.digits(item.intensity()),
        Amounts.seconds(item.seconds()),
        Amounts.digits(100 * share) + " %",
        item.seconds() == 0 ? "" : item.bound() == Bound.COMPUTE ? "computing" : "memory");
  }

  @Override
  public String toString() {
    return toText(WIDE);
  }
}

package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.analysis.NetworkCost.Item;
import octavo.analysis.Roofline.Bound;
import octavo.format.Json;
import octavo.nn.Linear;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.model.LeNet;
import octavo.random.Rng;
import octavo.tensor.Machine;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NetworkCostTest {
  private static final Roofline MACHINE = new Roofline(100e9, 10e9);

  @Test
  void theRoof() {
    assertThat(MACHINE.ridge()).isEqualTo(10);
    assertThat(MACHINE.seconds(1_000, 10)).isEqualTo(1e-8);
    assertThat(MACHINE.seconds(10, 1_000)).isEqualTo(1e-7);
    assertThat(MACHINE.bound(100, 10)).isEqualTo(Bound.COMPUTE);
    assertThat(MACHINE.bound(99, 10)).isEqualTo(Bound.MEMORY);
    assertThat(Roofline.ofCore(new Machine(true, 256, 80, 12.5)))
        .isEqualTo(new Roofline(80e9, 12.5e9));
    assertThatThrownBy(() -> Roofline.ofCore(new Machine(false, 0, 0, 0)))
        .hasMessage(
            "Roofline: both speeds must be positive and finite, but they are 0.0 operations and 0.0 bytes a second. They are measured with vectors only: start java with --add-modules jdk.incubator.vector.");
    assertThatThrownBy(() -> new Roofline(Double.NaN, 1)).hasMessageContaining("NaN operations");
    assertThatThrownBy(() -> new Roofline(1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("and finite, but they are 1.0 operations and Infinity bytes");
  }

  /// `[64, 100]` by `[50, 100]`: 640,000 FLOP; 6400 + 5000 + 50 numbers read, 3200 written. The ReLU does
  /// 3200 and moves 6400 numbers.
  @Test
  void operationsAndLayers() {
    NetworkGraph graph =
        NetworkGraph.of(
            Sequential.of(
                Sequential.of(Linear.of(100, 50).create(Rng.of(1)), new Relu()), new Relu()),
            Tensor.zeros(64, 100));
    NetworkCost cost = NetworkCost.of(graph, MACHINE);
    Item linear = new Item("0.0", "linear", 640_000, 4 * 14_650, 6.4e-6, 6.4e-6);
    assertThat(cost.operations())
        .containsExactly(
            linear,
            new Item("0.1", "relu", 3_200, 4 * 6_400, 2.56e-6, 0),
            new Item("1", "relu", 3_200, 4 * 6_400, 2.56e-6, 0));
    assertThat(linear.intensity()).isEqualTo(640_000.0 / 58_600);
    assertThat(linear.bound()).isEqualTo(Bound.COMPUTE);
    List<Item> layers = cost.withDepth(1).layers();
    assertThat(layers.stream().map(Item::path)).containsExactly("0", "1");
    assertThat(layers.getFirst().name()).isEqualTo("Sequential");
    assertThat(layers.getFirst().seconds()).isCloseTo(8.96e-6, within(1e-12));
    assertThat(layers.getFirst().bound()).isEqualTo(Bound.COMPUTE);
    assertThat(layers.getLast().bound()).isEqualTo(Bound.MEMORY);
    assertThat(cost.total().seconds()).isCloseTo(11.52e-6, within(1e-12));
    assertThat(cost.total().flops()).isEqualTo(646_400);
    assertThat(cost.roofline()).isEqualTo(MACHINE);
    assertThat(new Item("", "", 0, 0, 0, 0).intensity()).isZero();
    assertThatThrownBy(() -> cost.withDepth(-2))
        .hasMessage("withDepth: the depth must not be negative, but is -2.");
    assertThatThrownBy(() -> cost.toText(0))
        .hasMessage("toText: the width must be positive, but is 0.");
  }

  @Test
  void theTable() {
    NetworkGraph graph = NetworkGraph.of(LeNet.create(10, Rng.of(1)), Tensor.zeros(1, 1, 28, 28));
    assertThat(NetworkCost.of(graph, MACHINE).toText(90))
        .isEqualTo(
            """
            layer      type      FLOP    bytes  FLOP/byte  at least   share  limited by
            ───────────────────────────────────────────────────────────────────────────
            c1         Conv2d   235 k  22.0 KB       10.4   2.35 µs  5.96 %  computing
            (network)  LeNet   12.8 k  81.6 KB       0.15   8.36 µs  21.2 %  memory
            c2         Conv2d   480 k  20.3 KB       23.1   4.80 µs  12.2 %  computing
            f1         Linear  96.0 k   190 KB       0.49   19.5 µs  49.3 %  memory
            f2         Linear  20.2 k  40.5 KB       0.49   4.15 µs  10.5 %  memory
            f3         Linear  1.68 k  3.69 KB       0.44    378 ns  0.96 %  memory
            ───────────────────────────────────────────────────────────────────────────
            total               846 k   358 KB       2.31   39.5 µs   100 %  memory
            100 GFLOP/s, 10.0 GB/s: computing limits from 10.0 FLOP for each byte on
            """);
  }

  /// The class of a function has a name that changes from run to run.
  @Test
  void aNetworkThatIsAFunctionIsCalledSo() {
    NetworkGraph graph = NetworkGraph.of((x, mode) -> x.relu(), Tensor.zeros(5));
    assertThat(NetworkCost.of(graph, MACHINE).total().name()).isEqualTo("function");
    assertThat(NetworkSummary.of(graph).toMap()).containsEntry("network", "function");
    assertThat(GraphDrawing.of(graph).chart().svg()).contains("<title>function of 5</title>");
  }

  @Test
  void amountsThatRoundToAThousandHaveTheNextUnit() {
    assertThat(Amounts.count(999)).isEqualTo("999");
    assertThat(Amounts.count(999_400)).isEqualTo("999 k");
    assertThat(Amounts.count(999_600)).isEqualTo("1.00 M");
    assertThat(Amounts.bytes(1024 * 1024 - 1)).isEqualTo("1.00 MB");
    assertThat(Amounts.seconds(999.4e-6)).isEqualTo("999 µs");
    assertThat(Amounts.seconds(999.6e-6)).isEqualTo("1.00 ms");
  }

  @Test
  void everythingAsJson() {
    NetworkGraph graph = NetworkGraph.of(new Relu(), Tensor.zeros(5));
    assertThat(Json.write(NetworkCost.of(graph, MACHINE).toMap()))
        .isEqualToIgnoringWhitespace(
            """
            {"peakFlops": 1.0E11, "bytesPerSecond": 1.0E10,
             "layers": [{"path": "", "name": "Relu", "flops": 5, "bytes": 40, "intensity": 0.125,
               "bound": "memory", "seconds": 4.0E-9}],
             "total": {"path": "", "name": "Relu", "flops": 5, "bytes": 40, "intensity": 0.125,
               "bound": "memory", "seconds": 4.0E-9}}
            """);
  }
}

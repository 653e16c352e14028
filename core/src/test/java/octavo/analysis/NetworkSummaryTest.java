package octavo.analysis;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import octavo.analysis.NetworkGraph.Node;
import octavo.format.Json;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.model.LeNet;
import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NetworkSummaryTest {
  private static final Rng RNG = Rng.of(1);

  private static NetworkSummary summary(Layer network, int... sample) {
    return NetworkSummary.of(NetworkGraph.of(network, Tensor.zeros(sample)));
  }

  @Test
  void theTableOfLeNet() {
    assertThat(summary(LeNet.create(10, RNG), 1, 1, 28, 28).toText(80))
        .isEqualTo(
            """
            layer      type    output           parameters     MAC    FLOP   memory
            ───────────────────────────────────────────────────────────────────────
            c1         Conv2d  [1, 6, 28, 28]          156   118 k   235 k  18.4 KB
            (network)  LeNet   [1, 84]                   0       0  12.8 k  31.6 KB
            c2         Conv2d  [1, 16, 10, 10]       2,416   240 k   480 k  6.25 KB
            f1         Linear  [1, 120]             48,120  48.0 k  96.0 k    480 B
            f2         Linear  [1, 84]              10,164  10.1 k  20.2 k    336 B
            f3         Linear  [1, 10]                 850     840  1.68 k     40 B
            ───────────────────────────────────────────────────────────────────────
            total              [1, 10]              61,706   417 k   846 k  57.0 KB
            input [1, 1, 28, 28], parameters 241 KB
            results 57.0 KB; with the input at most 36.8 KB at one time
            """);
  }

  @Test
  void narrowTablesLoseTheEndsOfWords() {
    String narrow = summary(LeNet.create(10, RNG), 1, 1, 28, 28).toText(62);
    assertThat(narrow.lines().limit(4))
        .containsExactly(
            "layer    type    output    parameters     MAC    FLOP   memory",
            "──────────────────────────────────────────────────────────────",
            "c1       Conv2d  [1, 6, …         156   118 k   235 k  18.4 KB",
            "(netwo…  LeNet   [1, 84]            0       0  12.8 k  31.6 KB");
    String tiny = summary(LeNet.create(10, RNG), 1, 1, 28, 28).toText(20);
    assertThat(tiny.lines().limit(10)).allMatch(line -> line.length() <= 20);
    assertThat(tiny.lines().skip(2).findFirst().orElseThrow()).isEqualTo("c1      Conv2d  [1,…");
  }

  @Test
  void rowsUpToADepthAddUpToTheSame() {
    NetworkSummary all = summary(ResNet.resnet18(10).withWidth(4).create(RNG), 1, 3, 32, 32);
    assertThat(all.withDepth(1).rows().stream().map(NetworkSummary.Row::path))
        .containsExactly(
            "conv1", "bn1", "", "maxpool", "layer1", "layer2", "layer3", "layer4", "fc");
    assertThat(all.withDepth(0).rows()).hasSize(1);
    assertThat(all.withDepth(2).rows().stream().map(NetworkSummary.Row::path))
        .contains("layer1.0", "layer1.1")
        .doesNotContain("layer1", "layer1.0.conv1");
    for (int depth = 0; depth < 5; depth++) {
      List<NetworkSummary.Row> rows = all.withDepth(depth).rows();
      assertThat(rows.stream().mapToLong(NetworkSummary.Row::parameters).sum())
          .isEqualTo(all.totals().parameters());
      assertThat(rows.stream().mapToLong(NetworkSummary.Row::flops).sum())
          .isEqualTo(all.totals().flops());
      assertThat(rows.stream().mapToLong(NetworkSummary.Row::bytes).sum())
          .isEqualTo(all.totals().bytes());
      assertThat(rows.stream().mapToLong(NetworkSummary.Row::activationBytes).sum())
          .isEqualTo(all.totals().activationBytes());
    }
    NetworkSummary.Row stage = all.withDepth(1).rows().get(4);
    assertThat(stage.type()).isEqualTo("Sequential");
    assertThat(stage.operations()).startsWith("conv2d", "reshape", "batchNorm").endsWith("relu");
    assertThatThrownBy(() -> all.withDepth(-1))
        .hasMessage("withDepth: the depth must not be negative, but is -1.");
    assertThatThrownBy(() -> all.toText(0))
        .hasMessage("toText: the width must be positive, but is 0.");
  }

  @Test
  void furtherColumns() {
    NetworkSummary summary =
        summary(Sequential.of(new Relu(), Linear.of(3, 2).create(RNG)), 1, 3)
            .withColumn("last", Node::name)
            .withColumn("number", node -> "" + node.id());
    assertThat(summary.rows().getLast().columns())
        .isEqualTo(Map.of("last", "linear", "number", "2"));
    assertThat(summary.toString())
        .startsWith("layer  type    output  parameters  MAC  FLOP  memory  last    number\n")
        .contains("\n1      Linear  [1, 2]           8    6    12     8 B  linear  2\n")
        .contains("\ntotal          [1, 2]           8    6    15    20 B\n");
    assertThatThrownBy(() -> summary.withColumn("last", Node::name))
        .hasMessage("withColumn: titles must be distinct, but there is a column 'last' already.");
  }

  record Partly(Linear used, Linear unused) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return used.forward(x, mode);
    }
  }

  @Test
  void parametersThatTheResultDoesNotDependOn() {
    NetworkSummary summary =
        summary(new Partly(Linear.of(3, 2).create(RNG), Linear.of(1000, 2).create(RNG)), 1, 3);
    assertThat(summary.totals().parameters()).isEqualTo(8);
    assertThat(summary.totals().unusedParameters()).isEqualTo(2002);
    assertThat(summary.totals().parameterBytes()).isEqualTo(4 * 2010);
    assertThat(summary.toText(100)).endsWith("\n2,002 parameters are not used\n");
  }

  /// A part whose parameters no longer learn, and a head.
  record Frozen(Sequential features, Linear head) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = features.forward(x, mode.withGradients(false)).relu();
      return head.forward(y.mean(2, 3), mode);
    }
  }

  @Test
  void parametersOfFrozenLayersAreUsed() {
    Sequential features =
        Sequential.of(Conv2d.of(1, 4, kernel(3)).create(RNG), BatchNorm2d.create(4));
    Frozen network = new Frozen(features, Linear.of(4, 2).create(RNG));
    NetworkSummary summary = summary(network, 1, 1, 5, 5);
    assertThat(summary.rows().stream().map(row -> row.path() + " " + row.parameters()))
        .containsExactly("features.0 40", "features.1 8", " 0", "head 10");
    assertThat(summary.totals().unusedParameters()).isZero();
    NetworkGraph inference =
        NetworkGraph.of(network, Tensor.ones(1, 1, 5, 5), Mode.inference().withGradients(false));
    assertThat(NetworkSummary.of(inference).totals().parameters()).isEqualTo(58);
  }

  record Direct(Linear linear) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.linear(linear.weight().tensor(), null);
    }
  }

  /// A layer that reads the numbers of a weight, whatever the mode, and not the four of a bias.
  @Test
  void parametersThatAreReadAsNumbersAreUsed() {
    NetworkSummary.Totals totals = summary(new Direct(Linear.of(3, 4).create(RNG)), 1, 3).totals();
    assertThat(totals.parameters()).isEqualTo(12);
    assertThat(totals.unusedParameters()).isEqualTo(4);
  }

  /// Values and their indices of 8 bytes.
  @Test
  void extraOutputsNeedMemoryToo() {
    NetworkSummary.Totals totals =
        summary((x, mode) -> x.maxPool1dWithIndices(kernel(2)).values(), 1, 2, 8).totals();
    assertThat(totals.activationBytes()).isEqualTo(2 * 4 * (4 + 8));
    assertThat(totals.peakBytes()).isEqualTo(2 * 8 * 4 + 2 * 4 * (4 + 8));
  }

  /// Two branches of 3 and 1 numbers, where the input of 3 is read again at the end.
  @Test
  void theResultsThatAreNeededAtOneTime() {
    NetworkSummary.Totals totals =
        summary((x, mode) -> x.exp().add(x.sum()).reshape(1, 3).add(x), 3).totals();
    assertThat(totals.activationBytes()).isEqualTo(4 * (3 + 1 + 3 + 3));
    // the input, the exponentials, the sum, and what is made of both
    assertThat(totals.peakBytes()).isEqualTo(4 * (3 + 3 + 1 + 3));
    assertThat(summary((x, mode) -> x.exp().exp().exp().exp(), 3).totals().peakBytes())
        .isEqualTo(4 * (3 + 3));
  }

  @Test
  void everythingAsJson() {
    NetworkSummary summary = summary(Sequential.of(Linear.of(3, 2).create(RNG)), 1, 3);
    assertThat(Json.write(summary.withColumn("field", node -> "all").toMap()))
        .isEqualToIgnoringWhitespace(
            """
            {"network": "Sequential", "input": [1, 3], "output": [1, 2],
             "layers": [{"path": "0", "type": "Linear", "operations": ["linear"], "output": [1, 2],
               "parameters": 8, "multiplyAdds": 6, "flops": 12, "bytes": 52, "activationBytes": 8,
               "field": "all"}],
             "parameters": 8, "unusedParameters": 0, "multiplyAdds": 6, "flops": 12, "bytes": 52,
             "parameterBytes": 32, "activationBytes": 8, "peakBytes": 20}
            """);
  }
}

package octavo.analysis;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import octavo.analysis.NetworkGraph.Node;
import octavo.autograd.Backward;
import octavo.nn.LayerNorm;
import octavo.nn.Lstm;
import octavo.op.Operation;
import octavo.op.UnaryOp;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.AttentionOptions;
import octavo.tensor.ConvOptions;
import octavo.tensor.GemmActivation;
import octavo.tensor.GemmOptions;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Costs by hand, and the completeness of the list.
class CostRulesTest {
  @Test
  void everyOperationHasARule() throws IOException, URISyntaxException, ClassNotFoundException {
    Set<String> missing = new TreeSet<>();
    Path folder =
        Path.of(Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("octavo/op");
    int seen = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Class<?> type =
            Class.forName("octavo.op." + file.getFileName().toString().replace(".class", ""));
        if (Operation.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          seen++;
          if (!CostRules.know(type)) {
            missing.add(type.getSimpleName());
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(seen).isGreaterThan(80);
  }

  private static Node last(UnaryOperator<Tensor> function, Tensor x) {
    return NetworkGraph.of((input, mode) -> function.apply(input), x).nodes().stream()
        .filter(node -> node.flops() + node.bytes() > 0)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static void flops(long flops, long multiplyAdds, UnaryOperator<Tensor> f, int... shape) {
    Node node = last(f, Tensor.ones(shape));
    assertThat(node.flops()).as(node.name()).isEqualTo(flops);
    assertThat(node.multiplyAdds()).as(node.name()).isEqualTo(multiplyAdds);
  }

  @Test
  void products() {
    // 4 of 6 channels in two groups, 3×2 windows, 5×6 places each
    ConvOptions grouped = ConvOptions.DEFAULT.withGroups(2);
    long conv = 4L * 5 * 6 * 3 * 3 * 2;
    flops(2 * conv, conv, x -> x.conv2d(Tensor.ones(4, 3, 3, 2), null, grouped), 1, 6, 7, 7);
    flops(
        2 * conv,
        conv,
        x -> x.conv2d(Tensor.ones(4, 3, 3, 2), Tensor.ones(4), grouped),
        1,
        6,
        7,
        7);
    long volume = 2L * 2 * 2 * 3 * 4 * 3 * 8;
    flops(
        2 * volume,
        volume,
        x -> x.conv3d(Tensor.ones(2, 3, 2, 2, 2), null, ConvOptions.DEFAULT),
        2,
        3,
        3,
        4,
        5);
    flops(2 * 42, 42, x -> x.linear(Tensor.ones(7, 3), Tensor.ones(7)), 2, 3);
    flops(2 * 5 * 24, 5 * 24, x -> x.matmul(Tensor.ones(3, 4)), 5, 2, 3);
    GemmOptions gemm =
        GemmOptions.DEFAULT
            .withTransposeLeft(true)
            .withAlpha(2)
            .withBeta(3)
            .withActivation(GemmActivation.RELU);
    flops(48 + 8 + 8 + 8 + 8, 24, x -> x.gemm(Tensor.ones(3, 4), Tensor.ones(4), gemm), 3, 2);
  }

  @Test
  void attentionAndRecurrence() {
    // 2·3 heads, 4 steps, 5 keys of 6 features, values of 7
    long pairs = 2 * 3 * 4 * 5;
    flops(
        2 * pairs * 13 + 6 * pairs,
        pairs * 13,
        x ->
            x.scaledDotProductAttention(
                Tensor.ones(2, 3, 5, 6), Tensor.ones(2, 3, 5, 7), AttentionOptions.DEFAULT),
        2,
        3,
        4,
        6);
    long self = 2 * 3 * 4 * 4;
    flops(
        2 * self * 10 + 6 * self,
        self * 10,
        x -> x.selfAttention(3, 3, AttentionOptions.DEFAULT),
        2,
        4,
        45);
    Lstm lstm = Lstm.of(3, 5).create(Rng.of(1));
    Node node =
        NetworkGraph.of(lstm, Tensor.ones(2, 4, 3)).nodes().stream()
            .filter(n -> n.name().equals("lstm"))
            .findFirst()
            .orElseThrow();
    long units = 2 * 4 * 5;
    assertThat(node.multiplyAdds()).isEqualTo(units * 4 * (3 + 5));
    assertThat(node.flops()).isEqualTo(2 * units * 4 * (3 + 5) + 13 * units);
  }

  @Test
  void functionsOfEachNumber() {
    flops(6, 0, Tensor::tanh, 2, 3);
    flops(6, 0, x -> x.add(Tensor.ones(2, 1)), 3);
    flops(3, 0, x -> x.add(1), 3);
    flops(6, 0, x -> x.affine(2, 1), 3);
    flops(6, 0, x -> x.clamp(0, 1), 3);
    flops(3, 0, x -> x.greater(0), 3);
    flops(0, 0, x -> x.to(DType.FLOAT64), 3);
  }

  @Test
  void rowsAndWindows() {
    flops(12, 0, x -> x.sum(1), 3, 4);
    flops(12 + 3, 0, x -> x.mean(1), 3, 4);
    flops(5 * 12, 0, x -> x.softmax(1), 3, 4);
    flops(5 * 12, 0, x -> x.logSoftmax(1), 3, 4);
    flops(4 * 12, 0, x -> x.logSumExp(1), 3, 4);
    flops(12 * 2, 0, x -> x.sort(1).values(), 3, 4);
    flops(7 * 12, 0, x -> LayerNorm.create(4).forward(x), 3, 4);
    flops(4 * 9, 0, x -> x.maxPool2d(kernel(3).withStride(1)), 1, 1, 4, 4);
    flops(4 * 10, 0, x -> x.avgPool2d(kernel(3).withStride(1)), 1, 1, 4, 4);
    flops(16 + 4, 0, x -> x.adaptiveAvgPool2d(2, 2), 1, 1, 4, 4);
    // [0, 2), [1, 4) and [3, 5): two numbers are looked at twice
    flops(2 * (7 + 3), 0, x -> x.adaptiveAvgPool1d(3), 1, 2, 5);
    flops(2 * 7, 0, x -> x.adaptiveMaxPool1dWithIndices(3).indices(), 1, 2, 5);
  }

  /// Nearest neighbors are copied; linear in between takes two products and a sum, first along the rows of
  /// two, then along the columns of four. The four corners of the axis are one neighbor each.
  @Test
  void resizing() {
    flops(0, 0, x -> x.interpolate(InterpolateOptions.scale(2)), 1, 1, 2, 2);
    flops(
        2 * 2 * 3 + 4 * 2 * 3,
        0,
        x -> x.interpolate(InterpolateOptions.scale(2).withMode(Interpolation.BILINEAR)),
        1,
        1,
        2,
        2);
  }

  @Test
  void bytes() {
    assertThat(last(x -> x.multiply(x), Tensor.ones(5)).bytes()).isEqualTo(4 * (5 + 5));
    assertThat(last(x -> x.add(Tensor.ones(3, 1)), Tensor.ones(4)).bytes())
        .isEqualTo(4 * (4 + 3 + 12));
    assertThat(last(x -> x.to(DType.FLOAT64), Tensor.ones(3)).bytes()).isEqualTo(12 + 24);
    // two of a thousand rows of 8 numbers, and their indices
    Tensor table = Tensor.ones(1000, 8);
    assertThat(last(i -> table.indexSelect(0, i), Tensors.of(new long[] {1, 2}, 2)).bytes())
        .isEqualTo(2 * 2 * 8 * 4 + 2 * 8);
    Node view = NetworkGraph.of((x, mode) -> x.transpose(), Tensor.ones(2, 3)).output();
    assertThat(view.bytes()).isZero();
  }

  /// An operation of a user.
  private record Twice() implements UnaryOp {
    @Override
    public Shape outputShape(Shape x) {
      return x;
    }

    @Override
    public void forward(Tensor x, Tensor y) {}

    @Override
    public @Nullable Tensor gradient(Backward at) {
      return at.dy();
    }

    @Override
    public Saves saves() {
      return Saves.NOTHING;
    }
  }

  @Test
  void operationsFromElsewhere() {
    assertThat(OperationCost.isKnown(new Twice())).isFalse();
    Node node = last(x -> new Twice().apply(x), Tensor.ones(5));
    assertThat(node.flops()).isEqualTo(5);
    assertThat(node.bytes()).isEqualTo(40);
    assertThat(node.name()).isEqualTo("twice");
  }
}

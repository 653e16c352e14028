package octavo.autograd;

import static octavo.storage.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import octavo.SmallHeap;
import octavo.op.CustomGradient;
import octavo.op.Operation;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.ConvOptions;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Gradients of a pass use the memory of earlier ones again, and nobody outside the pass can tell.
/// The tensors are long enough to take part.
class BackwardMemoryTest {
  private static final int SIDE = 160;
  private static final int FEW = 10;

  /// Layers of the network.
  static final int LAYERS = 4;

  private static Tensor normal(int seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT32, Rng.of(seed), 0, 1, shape);
  }

  /// A network with residual connections, normalization and several uses of one tensor. All that is
  /// computed on the way goes to `between`.
  private static Tensor network(Tensor x, Tensor w, List<Tensor> between) {
    ConvOptions same = ConvOptions.DEFAULT.withPadding(1);
    Tensor y = x;
    for (int i = 0; i < LAYERS; i++) {
      Tensor z = y.conv2d(w, null, same);
      Tensor shifted = z.subtract(z.mean());
      Tensor centered = shifted.tanh();
      Tensor square = centered.multiply(centered);
      Tensor sum = y.add(square);
      Tensor relu = sum.relu();
      Tensor half = y.multiply(0.5);
      y = relu.add(half);
      between.addAll(List.of(z, shifted, centered, square, sum, relu, half, y));
    }
    return y;
  }

  @Test
  void theSameAsAPassThatKeepsEverything() {
    Tensor x = normal(1, 2, 4, SIDE / 2, SIDE).tracked();
    Tensor w = normal(2, 4, 4, 3, 3).multiply(0.1).tracked();
    List<Tensor> all = new ArrayList<>(List.of(x, w));
    Tensor y = network(x, w, all);
    Tensor dy = normal(3, y.shape().toArray());
    Tensor[] reused = Derivatives.gradients(y, dy, false, x, w);
    // what is asked for is never taken back: the same rules in the same order, to the bit
    Tensor[] kept = Derivatives.gradients(y, dy, false, all.toArray(Tensor[]::new));
    // a recorded pass takes each rule in tensor methods, the others some as kernels
    Tensor[] recorded = Derivatives.gradients(y, dy, true, x, w);
    NetworkRounding[] exact = NetworkRounding.gradients(x, w, dy);
    for (int i = 0; i < 2; i++) {
      assertThat(reused[i]).as("" + i).isEqualTo(kept[i]);
      assertWithin(exact[i].error(), reused[i], recorded[i].stopGradient());
    }
  }

  /// Both are within `error` of the exact gradient, so they are within twice as much of each other.
  private static void assertWithin(Tensor error, Tensor a, Tensor b) {
    Tensor apart = a.to(FLOAT64).subtract(b.to(FLOAT64)).abs();
    assertThat(apart.subtract(error.multiply(2)).max().item()).isNotPositive();
  }

  @Test
  void gradientsThatWereAskedForAreNeverTakenBack() {
    Tensor x = normal(1, SIDE, SIDE).tracked();
    Tensor a = x.sin();
    Tensor b = a.add(x).cos();
    Tensor c = b.add(a).tanh();
    Tensor y = c.add(b).exp();
    Tensor dy = normal(3, SIDE, SIDE);
    Tensor before = dy.copy();
    Tensor[] found = Derivatives.gradients(y, dy, false, a, b, c, x);
    Tensor[] wanted = Derivatives.gradients(y, dy, true, a, b, c, x);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i].allClose(wanted[i].stopGradient(), 1e-5, 1e-5)).as("" + i).isTrue();
    }
    assertThat(dy).isEqualTo(before);
  }

  @Test
  void whatACallersRuleKeepsStaysAsItWas() {
    List<Tensor> kept = new ArrayList<>();
    List<Tensor> copies = new ArrayList<>();
    CustomGradient rule =
        CustomGradient.of(
            t -> t.multiply(2),
            (t, dy) -> {
              Tensor dx = dy.multiply(2);
              kept.addAll(List.of(dy, dx));
              copies.addAll(List.of(dy.copy(), dx.copy()));
              return dx;
            });
    Tensor x = normal(1, SIDE, SIDE).tracked();
    Tensor y = x;
    for (int i = 0; i < 5; i++) {
      y = rule.apply(y.sin()).tanh();
    }
    y.sum().gradients();
    assertThat(kept).isEqualTo(copies).hasSize(10);
  }

  /// An operation of a caller's own, which keeps what it is given.
  private record Keeping(List<Tensor> kept) implements Operation {
    @Override
    public Tensor[] evaluate(Tensor[] inputs) {
      return new Tensor[] {inputs[0].stopGradient().copy()};
    }

    @Override
    public @Nullable Tensor[] backward(Backward at) {
      kept.add(at.dy());
      return new @Nullable Tensor[] {at.dy()};
    }

    @Override
    public Saves saves() {
      return Saves.NOTHING;
    }
  }

  @Test
  void whatACallersOperationKeepsStaysAsItWas() {
    List<Tensor> kept = new ArrayList<>();
    Tensor x = normal(1, SIDE, SIDE).tracked();
    Tensor y = x;
    for (int i = 0; i < 5; i++) {
      y = Engine.apply(new Keeping(kept), y.multiply(2)).multiply(0.5).add(1);
    }
    Tensor dy = normal(3, SIDE, SIDE);
    Derivatives.gradients(y.sin(), dy, false, x);
    Tensor first = dy.multiply(y.stopGradient().cos());
    assertThat(kept).hasSize(5);
    assertThat(kept.get(0)).isEqualTo(first.multiply(0.5));
    assertThat(kept.get(4)).isEqualTo(first.multiply(0.5));
  }

  @Test
  void aPassNestedInARuleDoesNotTakeFromTheOuterOne() {
    Tensor x = normal(1, SIDE, SIDE).tracked();
    CustomGradient squared =
        CustomGradient.of(
            t -> t.square(),
            (t, dy) -> {
              Tensor u = t.stopGradient().tracked();
              Tensor inner = u.sin().cos().square().multiply(3);
              Derivatives.gradients(inner, dy, false, u);
              return dy.multiply(t).multiply(2);
            });
    Tensor y = squared.apply(x.multiply(0.5)).add(x.sin()).tanh();
    Tensor z = x.multiply(0.5).square().add(x.sin()).tanh();
    Tensor dy = normal(3, SIDE, SIDE);
    Tensor found = Derivatives.gradients(y, dy, false, x)[0];
    Tensor wanted = Derivatives.gradients(z, dy, false, x)[0];
    assertThat(found.allClose(wanted, 1e-5, 1e-5)).isTrue();
  }

  @Test
  void aLongChainTakesFewArrays() {
    Tensor x = normal(1, SIDE, SIDE).tracked();
    Tensor y = x;
    for (int i = 0; i < 40; i++) {
      y = y.sin().add(y);
    }
    Tensor dy = normal(3, SIDE, SIDE);
    // loops that are not compiled yet allocate vectors: the least of some passes counts
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long arrays = Long.MAX_VALUE;
    for (int pass = 0; pass < 500 && arrays >= FEW; pass++) {
      long before = memory.getCurrentThreadAllocatedBytes();
      Derivatives.gradients(y, dy, false, x);
      long bytes = memory.getCurrentThreadAllocatedBytes() - before;
      arrays = Math.min(arrays, bytes / (4L * SIDE * SIDE));
    }
    assertThat(arrays).as("arrays of the length of x, for 80 rules").isLessThan(FEW);
  }

  @Test
  @Tag("slow")
  void manyLengthsFitIntoASmallHeap() throws Exception {
    SmallHeap.run(BackwardMemoryProbe.class, 64);
  }
}

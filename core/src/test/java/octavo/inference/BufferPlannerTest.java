package octavo.inference;

import static octavo.inference.Programs.normal;
import static octavo.inference.Programs.program;
import static octavo.inference.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Simd;
import octavo.op.Operation;
import octavo.tensor.ConvOptions;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.tensor.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which results share a buffer, and that none is overwritten while somebody reads it: every
/// function is computed in buffers full of NaN and compared.
class BufferPlannerTest {
  private static final Tensor X = normal(1, 6, 6);

  private static int[] sizes(UnaryOperator<Tensor> function) {
    return new BufferPlanner(Optimizer.optimize(program(function, X))).sizes();
  }

  private static void check(UnaryOperator<Tensor> function, int... sizes) {
    assertThat(sizes(function)).containsExactly(sizes);
    assertThat(run(function, X).allClose(function.apply(X), 1e-6, 1e-6)).isTrue();
  }

  @Test
  void aChainNeedsTwoBuffers() {
    check(x -> x.exp().sin().cos().tanh().sigmoid(), 36, 36);
  }

  @Test
  void theResultLiesInNoBuffer() {
    check(x -> x.exp());
    check(x -> x.exp().reshape(4, 9));
    check(x -> x.exp().transpose().narrow(0, 1, 2));
  }

  @Test
  void functionsOfEachElementWriteOverWhatTheyRead() {
    check(x -> x.exp().relu().multiply(2).add(1).clamp(0, 3).sin(), 36);
    check(x -> x.exp().add(x).subtract(x.sin()).sigmoid(), 36, 36);
  }

  @Test
  void theInputAndConstantsAreNotWrittenTo() {
    Tensor constant = normal(2, 6, 6);
    Tensor before = constant.copy();
    check(x -> x.relu().sin(), 36);
    check(x -> x.add(constant).sin(), 36);
    assertThat(constant).isEqualTo(before);
  }

  @Test
  void whatIsReadAgainIsKept() {
    check(
        x -> {
          Tensor a = x.exp();
          Tensor b = a.relu();
          return a.multiply(b).sin();
        },
        36,
        36);
  }

  @Test
  void viewsKeepWhatTheyShow() {
    check(
        x -> {
          Tensor a = x.exp();
          Tensor t = a.transpose();
          Tensor b = x.sin().cos(); // must not take the place of a
          return b.add(t).sigmoid();
        },
        36,
        36,
        36);
    check(
        x -> {
          Tensor a = x.exp();
          return a.add(a.transpose()).sin(); // a is read in two orders
        },
        36,
        36);
    check(
        x -> {
          Tensor a = x.exp();
          return a.add(a).sin();
        },
        36);
    check(x -> x.exp().reshape(4, 9).relu().sin(), 36);
  }

  @Test
  void aBufferGrowsForALargerResult() {
    check(x -> x.sum(1).exp().unsqueeze(1).add(x).sin().sum(0).cos(), 36, 36);
  }

  @Test
  void operationsWithExtraOutputsAndTheirKindAreComputedInArraysOfTheirOwn() {
    check(x -> x.exp().sort(1).values().sin().cos(), 36);
    check(x -> Tensors.concat(0, x.exp(), x.sin()).cos().sin(), 72, 36);
    check(x -> x.exp().greater(1).to(x.dtype()).sin(), 36);
  }

  @Test
  void whatLiesInBuffersIsWrittenWhole() {
    Tensor none = Tensor.zeros(0, 5);
    List<UnaryOperator<Tensor>> functions =
        List.of(
            x -> x.matmul(normal(3, 6, 17)),
            x -> x.reshape(2, 3, 6).matmul(normal(4, 2, 6, 4)),
            x -> x.narrow(1, 0, 0).matmul(none),
            x -> x.reshape(2, 3, 6).narrow(2, 0, 0).matmul(Tensor.zeros(2, 0, 4)),
            x -> x.linear(normal(5, 9, 6), null),
            x -> x.narrow(1, 0, 0).linear(Tensor.zeros(4, 0), normal(6, 4)),
            x -> x.narrow(1, 0, 0).sum(1),
            x -> x.sum(0).add(x.sum(1)),
            x -> x.mean(1).add(x.max(1)).add(x.min(0)),
            x -> x.norm().expand(3),
            x -> x.softmax(0).add(x.softmax(1)),
            x -> x.transpose().copy(),
            x -> x.reshape(1, 1, 6, 6).maxPool2d(Window.kernel(3).withStride(2).withPadding(1)),
            x -> x.reshape(1, 1, 6, 6).avgPool2d(Window.kernel(3).withStride(2).withPadding(1)),
            x ->
                x.reshape(1, 1, 6, 6)
                    .conv2d(
                        normal(7, 3, 1, 3, 3),
                        null,
                        ConvOptions.DEFAULT.withPadding(2).withStride(3)));
    for (UnaryOperator<Tensor> function : functions) {
      UnaryOperator<Tensor> inside = x -> function.apply(x).sigmoid(); // not the last step
      assertThat(run(inside, X).allClose(inside.apply(X), 1e-6, 1e-6)).isTrue();
    }
  }

  @Test
  void aConvolutionWritesOverItsResidual() {
    Tensor x = normal(1, 1, 64, 9, 9);
    Tensor w = normal(2, 64, 64, 1, 1).multiply(0.1);
    UnaryOperator<Tensor> conv = h -> h.conv2d(w, null, ConvOptions.DEFAULT);
    UnaryOperator<Tensor> block =
        h -> {
          Tensor a = conv.apply(h).relu();
          return conv.apply(conv.apply(a)).add(a).relu();
        };
    assertBlocked(x, h -> conv.apply(block.apply(h)), 2);
    // read again afterwards
    assertBlocked(x, h -> conv.apply(block.apply(h)).add(block.apply(h)).relu(), 3);
  }

  private static void assertBlocked(Tensor x, UnaryOperator<Tensor> function, int buffers) {
    Program program = InferenceModel.arranged(Optimizer.optimize(program(function, x)));
    if (Simd.available()) {
      assertThat(program.steps()).anyMatch(step -> step instanceof Step.Blocked);
      assertThat(new BufferPlanner(program).sizes()).hasSize(buffers);
    }
    Plan plan = new Plan(program, new Constants());
    var memory = plan.buffers();
    for (var buffer : memory) {
      Arrays.fill(buffer.array(), Float.NaN);
    }
    assertThat(plan.run(x, memory).allClose(function.apply(x), 1e-4, 1e-4)).isTrue();
  }

  /// Returns what it is given.
  private record Same() implements Operation {
    @Override
    public Tensor[] evaluate(Tensor[] inputs) {
      return inputs;
    }

    @Override
    public @Nullable Tensor[] backward(Backward at) {
      return new @Nullable Tensor[] {at.dy()};
    }

    @Override
    public Saves saves() {
      return Saves.NOTHING;
    }
  }

  @Test
  void operationsFromElsewhereMayReturnTheirInput() {
    check(
        x -> {
          Tensor a = Engine.apply(new Same(), x.exp());
          Tensor b = x.sin().cos();
          return a.add(b).tanh();
        },
        36,
        36);
    check(x -> Engine.apply(new Same(), x.exp()));
  }
}

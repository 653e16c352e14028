package octavo.inference;

import static octavo.inference.Programs.normal;
import static octavo.inference.Programs.program;
import static octavo.inference.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.op.Operation;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
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
    check(x -> Tensors.concat(0, x.exp(), x.sin()).cos().sin(), 36, 72);
    check(x -> x.exp().greater(1).to(x.dtype()).sin(), 36);
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

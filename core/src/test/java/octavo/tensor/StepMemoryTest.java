package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import octavo.autograd.Gradients;
import octavo.nn.Buffer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.FloatStorage;
import org.junit.jupiter.api.Test;

class StepMemoryTest {
  private static final int SIDE = 200; // squared, above the length from which arrays are used again

  private final StepMemory memory = new StepMemory();
  private final Tensor x = RandomTensors.normal(Rng.of(1), SIDE, SIDE);

  private static float[] array(Tensor x) {
    return ((FloatStorage) x.view().storage()).array();
  }

  @Test
  void aStepWritesWhereTheStepBeforeHasWritten() {
    List<float[]> arrays = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      memory.execute(() -> arrays.add(array(x.exp())));
    }
    assertThat(arrays.get(1)).isSameAs(arrays.get(0));
    assertThat(arrays.get(2)).isSameAs(arrays.get(0));
  }

  @Test
  void anArrayThatIsReadInAStepIsTheReaders() {
    List<float[]> read = new ArrayList<>();
    memory.execute(() -> read.add(x.exp().toFloatArray()));
    float[] expected = read.get(0).clone();
    memory.execute(() -> x.multiply(0));
    memory.execute(() -> x.multiply(0).multiply(1).add(1));
    assertThat(read.get(0)).isEqualTo(expected);
  }

  @Test
  void withinAStepEachResultHasItsOwnMemory() {
    memory.execute(() -> x.exp());
    memory.execute(() -> assertThat(array(x.exp())).isNotSameAs(array(x.tanh())));
  }

  @Test
  void whatAStepReturnsStays() {
    Tensor y = memory.run(() -> x.exp().add(1));
    memory.execute(() -> x.multiply(0));
    memory.execute(() -> x.multiply(0));
    assertThat(y.toFloatArray()).isEqualTo(x.exp().add(1).toFloatArray());
  }

  @Test
  void whatIsKeptAndWhatIsCopiedStays() {
    Tensor[] found = new Tensor[2];
    memory.execute(() -> {
      found[0] = memory.keep(x.exp());
      found[1] = x.exp().copy();
    });
    memory.execute(() -> x.multiply(0).subtract(1));
    assertThat(found[0].toFloatArray()).isEqualTo(x.exp().toFloatArray());
    assertThat(found[1].toFloatArray()).isEqualTo(x.exp().toFloatArray());
  }

  @Test
  void aTensorOfAnEndedStepIsRefusedWithTheWayOut() {
    Tensor[] found = new Tensor[1];
    memory.execute(() -> found[0] = x.exp());
    String message =
        "tensor: its step must still run, but it has ended and others may have its memory. Return"
            + " the tensor from StepMemory.run, keep(x) it or read x.copy() later.";
    assertThatThrownBy(() -> found[0].add(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> found[0].sum()).hasMessage(message);
    assertThatThrownBy(() -> found[0].toFloatArray()).hasMessage(message);
    assertThatThrownBy(() -> found[0].reshape(-1).matmul(found[0].reshape(-1))).hasMessage(message);
  }

  @Test
  void theGraphBehindAReturnedTensorEndsWithItsStep() {
    Tensor loss = memory.run(() -> x.tracked().exp().multiply(x).sum());
    assertThat(loss.item()).isFinite();
    assertThatThrownBy(loss::gradients).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedStepGivesItsMemoryBackToo() {
    float[][] first = new float[1][];
    assertThatThrownBy(() ->
            memory.execute(() -> {
              first[0] = array(x.exp());
              throw new IllegalArgumentException("a bad batch");
            }))
        .hasMessage("a bad batch");
    memory.execute(() -> assertThat(array(x.tanh())).isSameAs(first[0]));
  }

  @Test
  void aStepWithinAStepNeedsAMemoryOfItsOwn() {
    assertThatThrownBy(() -> memory.execute(() -> memory.execute(() -> {})))
        .hasMessage(
            "StepMemory: one step must end before the next begins, but a step is under way. Use a"
                + " StepMemory of its own for a loop within a step or in another thread.");
    StepMemory inner = new StepMemory();
    memory.execute(() -> {
      Tensor y = x.exp();
      Tensor z = inner.run(() -> y.add(1));
      assertThat(z.subtract(y).max().item()).isGreaterThan(0);
    });
  }

  @Test
  void zerosAreZerosAndSumsAreSums() {
    memory.execute(() -> x.exp());
    memory.execute(() -> assertThat(array(Tensor.zeros(SIDE, SIDE))).containsOnly(0));
  }

  @Test
  void parametersAndBuffersMadeInAStepStay() {
    Parameter[] parameter = new Parameter[1];
    Buffer[] buffer = new Buffer[1];
    memory.execute(() -> {
      parameter[0] = Parameter.of(x.exp());
      buffer[0] = Buffer.of(x.exp());
    });
    memory.execute(() -> x.multiply(0).multiply(0));
    assertThat(parameter[0].tensor().toFloatArray()).isEqualTo(x.exp().toFloatArray());
    assertThat(buffer[0].tensor().toFloatArray()).isEqualTo(x.exp().toFloatArray());
  }

  @Test
  void trainingGivesTheSameBits() {
    assertThat(trained(true)).isEqualTo(trained(false));
  }

  private float[] trained(boolean shared) {
    Linear layer = Linear.of(SIDE, SIDE).create(Rng.of(2));
    Optimizer optimizer = Optimizers.adamW(1e-2).create(layer.parameters());
    StepMemory steps = new StepMemory();
    Runnable step =
        () -> {
          Tensor y = layer.forward(x, Mode.training(Rng.of(3))).gelu();
          Gradients gradients = y.subtract(x).square().mean().gradients();
          optimizer.step(gradients);
        };
    for (int i = 0; i < 5; i++) {
      if (shared) {
        steps.execute(step);
      } else {
        step.run();
      }
    }
    return layer.weight().tensor().toFloatArray();
  }

  @Test
  void numbersCanBeReturned() {
    assertThat(memory.runForNumber(() -> x.multiply(0).sum().item())).isZero();
  }
}

package octavo.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.op.Checkpoint;
import octavo.op.CustomGradient;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final Tensor SAMPLE = RandomTensors.normal(Rng.of(1), 2, 3);

  private static List<String> names(Trace trace) {
    return trace.steps().stream().map(step -> step.operation().name()).toList();
  }

  private static List<String> names(UnaryOperator<Tensor> function) {
    return names(Trace.of(function, SAMPLE));
  }

  @Test
  void stepsComeInOrderWithTheirShapes() {
    Tensor weight = Tensor.ones(3, 4);
    Trace trace = Trace.of(x -> x.matmul(weight).relu(), SAMPLE);
    assertThat(names(trace)).containsExactly("matmul", "relu");
    Trace.Step product = trace.steps().getFirst();
    assertThat(product.inputs().get(0)).isSameAs(trace.input());
    assertThat(((Trace.Constant) product.inputs().get(1)).tensor()).isEqualTo(weight);
    assertThat(product.results().getFirst().shape()).isEqualTo(Shape.of(2, 4));
    assertThat(trace.steps().get(1).inputs()).containsExactly(product.results().getFirst());
    assertThat(trace.output()).isSameAs(trace.steps().get(1).results().getFirst());
    assertThat(trace.input().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(trace.result()).isEqualTo(SAMPLE.matmul(weight).relu());
  }

  @Test
  void whatNeedsNoInputIsAConstant() {
    Tensor w = Tensor.of(1, 2, 3);
    Trace trace = Trace.of(x -> x.multiply(w.exp().add(1)), SAMPLE);
    assertThat(names(trace)).containsExactly("multiply");
    Trace constant = Trace.of(x -> w.exp(), SAMPLE);
    assertThat(names(constant)).isEmpty();
    assertThat(((Trace.Constant) constant.output()).tensor()).isEqualTo(w.exp());
  }

  @Test
  void theFunctionThatDoesNothingReturnsItsInput() {
    Trace trace = Trace.of(x -> x, SAMPLE);
    assertThat(trace.output()).isSameAs(trace.input());
  }

  @Test
  void stepsThatTheResultDoesNotNeedAreLeftOut() {
    assertThat(
            names(x -> {
              x.exp();
              return x.relu();
            }))
        .containsExactly("relu");
  }

  @Test
  void extraOutputsAreFollowed() {
    Trace trace = Trace.of(x -> x.sort(1).indices(), SAMPLE);
    assertThat(trace.output()).isInstanceOf(Trace.Result.class);
    Trace.Result result = (Trace.Result) trace.output();
    assertThat(result.index()).isEqualTo(1);
    assertThat(result.step()).isSameAs(trace.steps().getFirst());
    assertThat(result.dtype()).isEqualTo(DType.INT64);
  }

  @Test
  void stopGradientStopsNoTrace() {
    assertThat(names(x -> x.stopGradient().exp())).containsExactly("exp");
  }

  @Test
  void namesForOtherOperationsAreLookedThrough() {
    assertThat(names(x -> Checkpoint.of(t -> t.exp().relu(), x))).containsExactly("exp", "relu");
    assertThat(names(x -> CustomGradient.of(t -> t.round(), (t, dy) -> dy).apply(x)))
        .containsExactly("round");
  }

  @Test
  void trackedTensorsAreConstants() {
    Tensor w = Tensor.of(1, 2, 3).tracked();
    Trace trace = Trace.of(x -> x.multiply(w), SAMPLE);
    assertThat(names(trace)).containsExactly("multiply");
    assertThat(trace.result().isTracked()).isFalse();
    assertThat(Trace.of(x -> x.exp(), SAMPLE.tracked()).result().isTracked()).isFalse();
  }

  @Test
  void readingNumbersIsRefused() {
    String message =
        "trace: what a traced function computes must not depend on numbers, but it reads those of a"
            + " tensor []. Decide by shapes, or by tensor methods such as where.";
    List<UnaryOperator<Tensor>> readers =
        List.of(
            x -> x.sum().item() > 0 ? x : x.negate(),
            x -> x.sum().get() > 0 ? x : x.negate(),
            x -> x.multiply(x.sum().toDoubleArray()[0]),
            x -> x.multiply(x.sum().toFloatArray()[0]),
            x -> x.multiply(x.sum().toLongArray()[0]),
            x -> x.sum().toBooleanArray()[0] ? x : x.negate(),
            x -> x.sum().equals(Tensor.scalar(0)) ? x : x.negate(),
            x -> x.sum().allClose(Tensor.scalar(0), 0, 0) ? x : x.negate());
    for (UnaryOperator<Tensor> reader : readers) {
      assertThatThrownBy(() -> Trace.of(reader, SAMPLE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(message);
    }
    assertThatThrownBy(() -> Trace.of(x -> Tensors.oneHot(x.argMax(1), 3), SAMPLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tensor [2].");
  }

  @Test
  void gradientsInsideAreRefused() {
    assertThatThrownBy(() -> Trace.of(x -> x.tracked().exp(), SAMPLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "tracked: a traced function must not take gradients, but it tracks a tensor [2, 3].");
    assertThatThrownBy(() -> Trace.of(x -> Derivatives.gradient(t -> t.square().sum(), x), SAMPLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must not take gradients");
  }

  @Test
  void tensorsOfTwoTracesDoNotMix() {
    List<Tensor> kept = new ArrayList<>();
    UnaryOperator<Tensor> keeper =
        x -> {
          kept.add(x);
          return x.add(kept.getFirst());
        };
    Trace.of(keeper, SAMPLE);
    assertThatThrownBy(() -> Trace.of(keeper, SAMPLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "trace: an operation must belong to one trace, but its inputs belong to two. A traced"
                + " function must not keep tensors for later.");
  }

  @Test
  void aTracedTensorPrintsWithoutNumbers() {
    List<String> printed = new ArrayList<>();
    Trace.of(
        x -> {
          printed.add(x.toString());
          return x;
        },
        SAMPLE);
    assertThat(printed).containsExactly("a traced tensor [2, 3]");
  }

  @Test
  void tracingLeavesNothingBehind() {
    Trace.of(x -> x.exp(), SAMPLE);
    assertThat(SAMPLE.exp().node()).isNull();
    assertThat(SAMPLE.tracked().exp().isTracked()).isTrue();
  }

  @Test
  void anObserverSeesStepsAndAnnouncements() {
    List<String> seen = new ArrayList<>();
    Tensor weight = Tensor.ones(3).tracked();
    Trace.Observer observer =
        new Trace.Observer() {
          @Override
          public void applied(Trace.Step step, List<Tensor> inputs) {
            seen.add(step.operation().name() + " " + Graph.leaves(inputs.getLast()).size());
          }

          @Override
          public void entering(int index) {
            seen.add("entering " + index);
          }
        };
    Trace trace =
        Trace.of(
            x -> {
              Trace.entering(x, 3);
              Trace.entering(weight, 4);
              return x.multiply(weight.exp().add(weight)).relu();
            },
            SAMPLE,
            observer);
    assertThat(seen).containsExactly("entering 3", "multiply 1", "relu 0");
    assertThat(names(trace)).containsExactly("multiply", "relu");
    assertThat(((Trace.Constant) trace.steps().getFirst().inputs().get(1)).tensor().isTracked())
        .isFalse();
  }

  @Test
  void leavesOfATensor() {
    Tensor a = Tensor.ones(2).tracked();
    Tensor b = Tensor.ones(2).tracked();
    assertThat(Graph.leaves(a)).extracting(leaf -> (Node) leaf).containsExactly(a.node());
    assertThat(Graph.leaves(a.exp().add(b).multiply(a)))
        .extracting(leaf -> (Node) leaf)
        .containsExactlyInAnyOrder(a.node(), b.node());
    assertThat(Graph.leaves(Tensor.ones(2).exp())).isEmpty();
  }
}

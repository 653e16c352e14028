package octavo.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.op.Conv2d;
import octavo.op.Operation;
import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Sizes that are found out without computing are those that computing gives.
class OutlineTest {
  @Test
  void convolutionsAreMeasuredOutAsTheyAreComputed() {
    Tensor x = RandomTensors.normal(Rng.of(1), 2, 4, 9, 7);
    Tensor w = RandomTensors.normal(Rng.of(2), 6, 2, 3, 2);
    ConvOptions options = ConvOptions.DEFAULT.withStride(2).withPadding(1).withGroups(2);
    List<Trace.Step> seen = new ArrayList<>();
    Trace.Observer observer =
        new Trace.Observer() {
          @Override
          public void applied(Trace.Step step, List<Tensor> inputs) {
            seen.add(step);
          }

          @Override
          public void entering(int index) {}
        };
    Trace trace = Trace.of(t -> t.conv2d(w, null, options), x, observer);
    Operation operation = seen.getFirst().operation();
    assertThat(operation).isInstanceOf(Conv2d.class);
    Tensor[] computed = operation.evaluate(new Tensor[] {x, w});
    Tensor[] outlined = operation.outline(new Tensor[] {x, w});
    assertThat(outlined).hasSameSizeAs(computed);
    assertThat(outlined[0].shape()).isEqualTo(computed[0].shape());
    assertThat(outlined[0].dtype()).isEqualTo(computed[0].dtype());
    assertThat(trace.output().shape()).isEqualTo(computed[0].shape());
    assertThat(trace.result().toFloatArray()).containsOnly(0);
  }
}

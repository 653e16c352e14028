package octavo.analysis.receptive;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The field that matters is narrower than the one that could (Luo et al., 2016).
class EffectiveFieldTest {
  private static Sequential stack(int layers, boolean relu, int seed) {
    Rng rng = Rng.of(seed);
    List<Layer> all = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      all.add(Conv2d.of(i == 0 ? 1 : 4, 4, kernel(3)).withPadding(1).create(rng));
      if (relu) {
        all.add(new Relu());
      }
    }
    return Sequential.of(all.toArray(new Layer[0]));
  }

  private static Sequential ones(int layers) {
    Sequential net = stack(layers, false, 1);
    net.parameters()
        .forEach((name, p) ->
            p.set(name.endsWith("weight") ? p.tensor().onesLike() : p.tensor().zerosLike()));
    return net;
  }

  private static EffectiveField effective(Layer net, int size, int examples) {
    ReceptiveField field = ReceptiveField.of(net, Tensor.zeros(1, 1, size, size));
    Tensor inputs = RandomTensors.normal(Rng.of(9), examples, 1, size, size);
    return field.effective(inputs, field.graph().output());
  }

  @Test
  void aChainOfOnesIsABell() {
    EffectiveField found = effective(ones(8), 25, 1);
    assertThat(found.field().axes()).allMatch(axis -> axis.extent() == 17);
    EffectiveField.Axis rows = found.axes().getFirst();
    // a sum of n uniform numbers of variance 2/3
    assertThat(rows.deviation()).isCloseTo(Math.sqrt(8 * 2 / 3.0), within(1e-5));
    assertThat(rows.mean()).isCloseTo(12, within(1e-5));
    assertThat(rows.gaussian()).isGreaterThan(0.999);
    assertThat(rows.extent()).isEqualTo(9).isLessThan(17);
    assertThat(rows.first()).isEqualTo(8);
    assertThat(rows.last()).isEqualTo(16);
    assertThat(found.share()).isLessThan(0.6);
    assertThat(found.share()).isEqualTo((double) found.count() / (17 * 17));
    assertThat(found.radius()).isLessThan(8);
    assertThat(found.map().shape().toArray()).containsExactly(25, 25);
  }

  /// Two numbers: the centroid lies between them, and the run that holds them has no third.
  @Test
  void theRunIsNoWiderThanTheField() {
    Layer pair = new RandomNetworks.Function(x -> x.avgPool1d(kernel(2)));
    ReceptiveField field = ReceptiveField.of(pair, Tensor.zeros(1, 1, 8));
    EffectiveField found = field.effective(Tensor.ones(1, 1, 8), field.graph().output(), 1);
    assertThat(found.axes().getFirst().mean()).isEqualTo(2.5);
    assertThat(found.axes().getFirst().first()).isEqualTo(2);
    assertThat(found.axes().getFirst().last()).isEqualTo(3);
  }

  @Test
  void itsWidthGrowsLikeTheRootAndItsShareShrinks() {
    EffectiveField four = effective(ones(4), 41, 1);
    EffectiveField sixteen = effective(ones(16), 41, 1);
    double ratio = sixteen.axes().getFirst().deviation() / four.axes().getFirst().deviation();
    assertThat(ratio).isCloseTo(2, within(1e-4));
    assertThat(sixteen.share()).isLessThan(four.share());
  }

  @Test
  void aNetworkWithUnitsThatAreOffIsNarrowerToo() {
    EffectiveField found = effective(stack(6, true, 3), 21, 8);
    assertThat(found.field().axes()).allMatch(axis -> axis.extent() == 13);
    assertThat(found.axes()).allMatch(axis -> axis.extent() < 13);
    assertThat(found.share()).isBetween(0.0, 0.9);
    assertThat(found.text()).contains("of the receptive field").contains("axis 2: 95 % within");
  }

  @Test
  void weightsThatGrowAtTheRimWidenIt() {
    Sequential net = ones(6);
    double before = effective(net, 25, 1).axes().getFirst().deviation();
    for (Parameter p : net.parameters().values()) {
      Tensor w = p.tensor();
      if (w.rank() == 4) { // as training on a wide target does: less in the middle
        p.set(w.subtract(centered(w)));
      }
    }
    double after = effective(net, 25, 1).axes().getFirst().deviation();
    assertThat(after).isGreaterThan(before);
  }

  /// Ones in the middle of each kernel.
  private static Tensor centered(Tensor w) {
    Tensor one = Tensor.ones(1, 1, 1, 1).pad(2, 1, 1).pad(3, 1, 1);
    return one.expandTo(w.shape()).multiply(0.9);
  }

  private static org.assertj.core.data.Offset<Double> within(double by) {
    return org.assertj.core.data.Offset.offset(by);
  }
}

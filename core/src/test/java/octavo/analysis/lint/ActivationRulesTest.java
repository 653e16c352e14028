package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import octavo.nn.Conv2d;
import octavo.nn.Dropout;
import octavo.nn.Layer;
import octavo.nn.LeakyRelu;
import octavo.nn.Linear;
import octavo.nn.MaxPool2d;
import octavo.nn.PRelu;
import octavo.nn.Relu;
import octavo.nn.Sigmoid;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Activations with nothing to do, layers with nothing between, and near misses.
class ActivationRulesTest {
  private static final String IDLE = "idle-activation";
  private static final Tensor PICTURE = input(2, 3, 8, 8);

  private static Layer linear(int in, int out) {
    return Linear.of(in, out).create(RNG);
  }

  @Test
  void anActivationThatGetsWhatItGivesBack() {
    Finding finding = only(IDLE, chain(new Relu(), new MaxPool2d(kernel(2)), new Relu()), PICTURE);
    assertThat(finding.path()).isEqualTo("2");
    assertThat(finding.what())
        .isEqualTo(
            "relu gets numbers from 0 to ∞, made by maxPool2d of '1', and gives them back as they are.");
    assertThat(finding.why())
        .isEqualTo(
            "It costs a pass over 96 numbers and adds nothing that the network could not do without.");
    assertThat(only(IDLE, chain(new Sigmoid(), PRelu.create()), PICTURE).what())
        .startsWith("prelu gets numbers from 0 to 1");
  }

  static java.util.stream.Stream<UnaryOperator<Tensor>> idle() {
    return java.util.stream.Stream.of(
        x -> x.relu().relu6().relu(),
        x -> x.softplus().relu(),
        x -> x.exp().add(1).leakyRelu(0.1),
        x -> x.square().relu(),
        x -> x.multiply(x).relu(),
        x -> x.abs().sum(1).elu(1),
        x -> x.softmax(1).clamp(0, 1),
        x -> x.logSoftmax(1).negate().relu(),
        x -> x.tanh().clamp(-1, 2),
        x -> x.sigmoid().add(x.relu()).relu(),
        x -> Tensors.concat(1, x.relu(), x.sigmoid()).relu(),
        x -> x.relu().mean(1).relu(),
        x -> x.maximum(x.relu()).relu(),
        x -> x.tanh().multiply(0.5).add(0.5).relu());
  }

  @ParameterizedTest
  @MethodSource("idle")
  void everyWayToANumberThatIsNotNegativeIsKnown(UnaryOperator<Tensor> f) {
    only(IDLE, chain(step(f)), input(2, 3, 4));
  }

  static java.util.stream.Stream<UnaryOperator<Tensor>> busy() {
    return java.util.stream.Stream.of(
        x -> x.relu().add(x).relu(),
        x -> x.relu().relu6(),
        x -> x.relu().subtract(x.sigmoid()).relu(),
        x -> x.tanh().relu(),
        x -> x.gelu().relu(),
        x -> x.relu().multiply(x).relu(),
        x -> x.relu().multiply(-1).add(1).relu(),
        x -> x.sigmoid().clamp(0.1, 0.9),
        x -> x.logSoftmax(1).leakyRelu(0.1),
        x -> x.sin().relu(),
        x -> Tensors.concat(1, x.relu(), x).relu());
  }

  @ParameterizedTest
  @MethodSource("busy")
  void whatMayBendIsNotReported(UnaryOperator<Tensor> f) {
    silent(IDLE, chain(step(f)), input(2, 3, 4));
    silent("constant-result", chain(step(f)), input(2, 3, 4));
  }

  @Test
  void aParameterMayMakeAnythingOfANumber() {
    silent(IDLE, chain(new Relu(), linear(4, 4), new Relu()), input(2, 4));
    silent(IDLE, chain(new LeakyRelu(0.1), Dropout.drop(0.5), new Relu()), input(2, 4));
  }

  @Test
  void aResultThatIsAlwaysTheSame() {
    Finding finding =
        only(
            "constant-result",
            chain(linear(4, 4), step(x -> x.relu().negate()), new Relu(), linear(4, 4)),
            input(2, 4));
    assertThat(finding.path()).isEqualTo("2");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.what())
        .isEqualTo("relu gives 0 for every input, since what it gets is never above 0.");
    assertThat(only("constant-result", chain(step(x -> x.exp().clamp(-2, 0))), input(2, 4)).what())
        .isEqualTo("clamp gives 0 for every input, since what it gets is never below 0.");
    assertThat(only("constant-result", chain(step(x -> x.relu6().clamp(6, 9))), input(2, 4)).what())
        .isEqualTo("clamp gives 6 for every input, since what it gets is from 0 to 6.");
    // zeros made on purpose
    silent("constant-result", chain(step(x -> x.multiply(0).add(x))), input(2, 4));
  }

  @Test
  void aLinearLayerBehindALinearLayer() {
    String rule = "linear-after-linear";
    Finding finding = only(rule, chain(linear(4, 8), linear(8, 3)), input(2, 4));
    assertThat(finding.path()).isEqualTo("1");
    assertThat(finding.what()).isEqualTo("linear follows linear of '0' with no function between.");
    assertThat(finding.why())
        .isEqualTo(
            "A product of two matrices is a matrix: the 56 weights of both can do no more than the 12 of one.");
    // a rank of 2 is a limit that one layer has not
    silent(rule, chain(linear(4, 2), linear(2, 3)), input(2, 4));
    silent(rule, chain(linear(4, 8), new Relu(), linear(8, 3)), input(2, 4));
    silent(rule, chain(linear(4, 8), Dropout.drop(0.5), linear(8, 3)), input(2, 4));
  }

  @Test
  void aConvolutionBehindAConvolution() {
    String rule = "linear-after-linear";
    Layer square = Conv2d.of(3, 3, kernel(3)).create(RNG);
    assertThat(only(rule, chain(square, Conv2d.of(3, 4, kernel(3)).create(RNG)), PICTURE).why())
        .isEqualTo(
            "Two convolutions are one: the second adds nothing that one with a larger kernel could not do, and no depth.");
    Layer depthwise = Conv2d.of(3, 3, kernel(3)).withGroups(3).create(RNG);
    Layer pointwise = Conv2d.of(3, 4, kernel(1)).create(RNG);
    silent(rule, chain(depthwise, pointwise), PICTURE);
    silent(rule, chain(pointwise, Conv2d.of(4, 4, kernel(3)).withGroups(4).create(RNG)), PICTURE);
    silent(
        rule,
        chain(Conv2d.of(3, 3, kernel(1, 3)).create(RNG), Conv2d.of(3, 3, kernel(3, 1)).create(RNG)),
        PICTURE);
    silent(rule, chain(square, new Relu(), pointwise), PICTURE);
  }
}

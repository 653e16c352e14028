package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.found;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Objects;
import octavo.nn.BatchNorm1d;
import octavo.nn.Conv2d;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Numbers and parameters that cannot be right, answers that depend on the batch, and near misses.
class ParameterRulesTest {
  private static final Tensor X = input(6, 4);

  private static Linear linear(int in, int out) {
    return Linear.of(in, out).create(RNG);
  }

  private static Linear constant(int in, int out, double number) {
    return Linear.of(in, out)
        .withInitializer(Initializer.constant(number))
        .withBiasInitializer(Initializer.constant(0))
        .create(RNG);
  }

  @Test
  void numbersThatAreNone() {
    String rule = "non-finite-numbers";
    Linear broken = linear(4, 2);
    Objects.requireNonNull(broken.bias()).set(Tensors.of(new float[] {Float.NaN, 1}, 2));
    Finding finding = only(rule, chain(new Relu(), broken), X);
    assertThat(finding.path()).isEqualTo("1.bias");
    assertThat(finding.what()).isEqualTo("1 of its 2 numbers are infinite or NaN.");
    BatchNorm1d norm = BatchNorm1d.create(4);
    Objects.requireNonNull(norm.runningMean())
        .set(Tensors.full(octavo.tensor.Shape.of(4), Double.NaN));
    assertThat(only(rule, chain(norm), X).path()).isEqualTo("0.running_mean");
    assertThat(only(rule, chain(linear(4, 2)), X.divide(0)).what())
        .isEqualTo("24 of the 24 numbers of the input are infinite or NaN.");
    BatchNorm1d endless = BatchNorm1d.create(4);
    Objects.requireNonNull(endless.runningVar())
        .set(Tensors.full(octavo.tensor.Shape.of(4), Double.POSITIVE_INFINITY));
    silent(rule, chain(endless), X); // as a mask may
  }

  @Test
  void unitsThatStayEqual() {
    String rule = "equal-units";
    Finding finding = only(rule, chain(constant(4, 3, 0.1), new Relu(), constant(3, 2, 0.1)), X);
    assertThat(finding.path()).isEqualTo("0.weight");
    assertThat(finding.what())
        .isEqualTo("its 3 rows [3, 4] are equal, and so are their gradients.");
    assertThat(finding.why())
        .isEqualTo("After any number of steps the 3 units still do the work of one.");
    Finding dead = found(rule, chain(constant(4, 3, 0), new Relu(), linear(3, 2)), X).getFirst();
    assertThat(dead.what())
        .isEqualTo("its 3 rows [3, 4] are equal, and their gradients are all 0.");
    assertThat(dead.why()).isEqualTo("The layer never changes, however long it is trained.");
  }

  @Test
  void equalUnitsThatBecomeDifferent() {
    String rule = "equal-units";
    silent(rule, chain(linear(4, 3), new Relu(), constant(3, 2, 0)), X);
    silent(rule, chain(constant(4, 3, 0.1), step(x -> x.tanh()), linear(3, 2)), X);
    silent(rule, chain(constant(4, 1, 0.1)), X);
    // a sample of zeros hides nothing
    silent(rule, chain(constant(4, 3, 0.1), step(x -> x.tanh()), linear(3, 2)), Tensor.zeros(6, 4));
  }

  /// A block that is called twice, which is what sharing weights looks like.
  record Twice(Linear block) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return block.forward(block.forward(x, mode).relu(), mode);
    }
  }

  @Test
  void oneLayerAtTwoPlaces() {
    String rule = "repeated-layer";
    Layer block = chain(linear(4, 4), new Relu());
    Finding finding = only(rule, new Sequential(Collections.nCopies(2, block)), X);
    assertThat(finding.path()).isEqualTo("1");
    assertThat(finding.what()).isEqualTo("is the same object as '0'.");
    assertThat(finding.why())
        .isEqualTo("Both places share their 20 weights, and a saved state holds them twice.");
    silent(rule, new Twice(linear(4, 4)), X);
    Relu relu = new Relu();
    silent(rule, chain(linear(4, 4), relu, linear(4, 4), relu), X);
    Linear first = linear(4, 4);
    silent(rule, chain(first, relu, new Linear(first.weight(), linear(4, 4).bias())), X);
  }

  /// Layers some of which forward forgets.
  record Forgetful(Linear used, Linear forgotten, Sequential dropped) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      dropped.forward(x, mode);
      return used.forward(x, mode);
    }
  }

  @Test
  void layersThatForwardForgets() {
    Forgetful network =
        new Forgetful(linear(4, 2), linear(4, 3), Sequential.of(linear(4, 5), linear(5, 1)));
    assertThat(found("unused-layer", network, X))
        .extracting(Finding::path)
        .containsExactly("forgotten", "dropped");
    Finding finding = found("unused-layer", network, X).getFirst();
    assertThat(finding.what())
        .isEqualTo(
            "the output does not depend on it: forward does not call it, or drops its result.");
    assertThat(finding.why())
        .isEqualTo("Its 15 numbers take 60 bytes, are saved with the network and never learn.");
    silent("detached-layer", network, X);
    silent("unused-layer", new Twice(linear(4, 4)), X);
  }

  /// A layer of whose own numbers forward reads only some.
  record Partly(Linear body, Parameter scale, Parameter idle, Parameter frozen) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return body.forward(x, mode).multiply(scale.in(mode)).add(frozen.in(mode).stopGradient());
    }
  }

  @Test
  void parametersOfALayerOthersOfWhichAreUsed() {
    Parameter one = Parameter.of(Tensor.ones(2));
    Layer network =
        chain(
            new Partly(
                linear(4, 2), one, Parameter.of(Tensor.ones(3)), Parameter.of(Tensor.ones(2))));
    Finding idle = only("unused-layer", network, X);
    assertThat(idle.path()).isEqualTo("0.idle");
    assertThat(idle.what())
        .isEqualTo(
            "the output does not depend on it: forward does not read it, or only where no gradient passes.");
    assertThat(only("detached-layer", network, X).path()).isEqualTo("0.frozen");
  }

  @Test
  void layersThatNoGradientReaches() {
    String rule = "detached-layer";
    Layer stopped = chain(linear(4, 4), step(x -> x.stopGradient()), linear(4, 2));
    Finding finding = only(rule, stopped, X);
    assertThat(finding.path()).isEqualTo("0");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.what())
        .isEqualTo("forward uses it, but no gradient of the output comes back to its 20 numbers.");
    silent("unused-layer", stopped, X);
    assertThat(only(rule, chain(linear(4, 3), step(x -> x.argMax(1))), X).path()).isEmpty();
    silent(rule, chain(linear(4, 4), step(x -> x.add(x.stopGradient())), linear(4, 2)), X);
    silent(rule, chain(step(x -> x.greater(0).to(x.dtype())), linear(4, 2)), X);
  }

  @Test
  void answersThatDependOnTheBatch() {
    String rule = "batch-mixing";
    // a reshape where a transpose was meant
    Layer cut = chain(linear(4, 4), step(x -> x.reshape(4, -1).transpose()));
    Finding finding = only(rule, cut, X);
    assertThat(finding.path()).isEmpty();
    assertThat(finding.what())
        .matches("with another second example the answer for the first changes by \\S+ of \\S+\\.");
    assertThat(found(rule, chain(BatchNorm1d.of(4).withoutRunningStatistics().create()), X))
        .hasSize(1);
    assertThat(found(rule, chain(step(x -> x.subtract(x.mean(0)))), X)).hasSize(1);
    silent(
        rule,
        chain(linear(4, 4), BatchNorm1d.create(4), step(x -> x.reshape(-1, 2, 2).transpose())),
        X);
    silent(rule, chain(Conv2d.of(3, 4, kernel(3)).withPadding(1).create(RNG)), input(1, 3, 32, 32));
  }

  @Test
  void aNetworkThatTakesOneSizeOfBatch() {
    Finding finding = only("batch-mixing", chain(step(x -> x.reshape(6, 2, 2))), X);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.what())
        .isEqualTo(
            "a batch of 6 examples is taken, one of 2 is refused: reshape: the number of elements must stay, but [2, 4] has 8 and [6, 2, 2] has 24.");
  }
}

package octavo.analysis.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// What one rule finds in small networks.
final class Faults {
  static final Rng RNG = Rng.of(3);

  private Faults() {}

  /// A function without parameters as a layer.
  record Step(UnaryOperator<Tensor> function) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return function.apply(x);
    }
  }

  static Layer step(UnaryOperator<Tensor> function) {
    return new Step(function);
  }

  static Layer chain(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  static Tensor input(int... shape) {
    return RandomTensors.normal(Rng.of(5), shape);
  }

  static List<Finding> found(String rule, Layer network, Tensor sample) {
    return Lint.rules().only(rule).check(network, sample).findings();
  }

  static void silent(String rule, Layer network, Tensor sample) {
    assertThat(found(rule, network, sample)).isEmpty();
  }

  /// The one finding of a rule.
  static Finding only(String rule, Layer network, Tensor sample) {
    List<Finding> findings = found(rule, network, sample);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  static List<Finding> found(String rule, Training training) {
    return Lint.rules().only(rule).check(training).findings();
  }

  static void silent(String rule, Training training) {
    assertThat(found(rule, training)).isEmpty();
  }

  static Finding only(String rule, Training training) {
    List<Finding> findings = found(rule, training);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }
}

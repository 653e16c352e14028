package octavo.distribution;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import octavo.autograd.GradientCheck;
import octavo.distribution.DistributionCase.Trait;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradients of every distribution against finite differences: of draws, with the same noise on both sides, and of
/// everything that has a closed form, in the parameters and in the value.
class DistributionGradientTest {
  private static final GradientCheck CHECK = GradientCheck.DEFAULT;

  static List<DistributionCase> cases() {
    return DistributionCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofDraws(DistributionCase c) {
    assumeThat(c.batch()).isInstanceOf(Reparameterized.class);
    assumeThat(c.trait()).isNotIn(Trait.BIASED_GRADIENT, Trait.IMPLICIT_GRADIENT);
    CHECK.first(p -> ((Reparameterized) c.make().apply(p)).rsample(Rng.of(7), 4), c.parameters());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofDensities(DistributionCase c) {
    Distribution d = c.batch();
    Tensor x = draws(d, 8);
    if (d.support().isDiscrete()) {
      CHECK.first(p -> c.make().apply(p).logProb(x), c.parameters());
      CHECK.second(p -> c.make().apply(p).logProb(x), c.parameters());
      return;
    }
    Tensor[] inputs = Arrays.copyOf(c.parameters(), c.parameters().length + 1);
    boolean simplex = d instanceof RelaxedOneHotCategorical || d instanceof Dirichlet;
    inputs[inputs.length - 1] = simplex ? x.log() : x;
    Function<Tensor[], Tensor> density =
        p -> c.make().apply(p).logProb(inSupport(d, p[p.length - 1]));
    CHECK.first(density, inputs);
    CHECK.second(density, inputs);
  }

  /// A value that stays in the support when each of its numbers is moved.
  private static Tensor inSupport(Distribution d, Tensor x) {
    return switch (d) {
      case RelaxedOneHotCategorical r -> x.softmax(-1);
      case Dirichlet r -> x.softmax(-1);
      case ExpRelaxedCategorical r -> x.logSoftmax(-1);
      default -> x;
    };
  }

  /// Draws that are not so near to the ends of a bounded support that a difference quotient fails.
  private static Tensor draws(Distribution d, int seed) {
    Tensor x = d.sample(Rng.of(seed), 4);
    if (admits(d, 1e-3) && admits(d, 1e6) && !admits(d, -1)) {
      return x.maximum(0.05);
    }
    boolean bounded = admits(d, 0.97) && !admits(d, 1.5);
    return bounded ? x.clamp(admits(d, -0.97) ? -0.97 : 0.03, 0.97) : x;
  }

  private static boolean admits(Distribution d, double number) {
    Tensor x = Tensors.full(DType.FLOAT64, Shapes.whole(d), number);
    return !d.support().isDiscrete() && d.support().contains(x).all().item() != 0;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofDistributionFunctions(DistributionCase c) {
    assumeThat(c.batch()).isInstanceOf(HasCdf.class);
    Tensor x = draws(c.batch(), 9);
    if (c.batch().support().isDiscrete()) { // constant between integers, where it jumps
      CHECK.first(p -> ((HasCdf) c.make().apply(p)).cdf(x.add(0.5)), c.parameters());
      return;
    }
    Tensor[] inputs = Arrays.copyOf(c.parameters(), c.parameters().length + 1);
    inputs[inputs.length - 1] = x;
    CHECK.first(p -> ((HasCdf) c.make().apply(p)).cdf(p[p.length - 1]), inputs);
    if (c.batch() instanceof HasInverseCdf) {
      inputs[inputs.length - 1] = Tensors.of(new double[] {0.1, 0.4, 0.8}, 3, 1);
      CHECK.first(p -> ((HasInverseCdf) c.make().apply(p)).icdf(p[p.length - 1]), inputs);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofMomentsAndEntropy(DistributionCase c) {
    if (c.batch().variance().isTracked() || isFinite(c.batch().variance())) {
      CHECK.first(p -> c.make().apply(p).mean(), c.parameters());
      CHECK.first(p -> c.make().apply(p).variance(), c.parameters());
    }
    if (c.batch() instanceof HasEntropy) {
      CHECK.first(p -> ((HasEntropy) c.make().apply(p)).entropy(), c.parameters());
      CHECK.second(p -> ((HasEntropy) c.make().apply(p)).entropy(), c.parameters());
    }
  }

  private static boolean isFinite(Tensor x) {
    return x.isFinite().all().item() != 0;
  }
}

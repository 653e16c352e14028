package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import octavo.autograd.GradientCheck;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Densities in float32 against those in float64 of the same numbers, for parameters of all sizes: the terms of the formulas are up
/// to 10⁸ there, and their sum is of the size of 10.
class LargeParametersTest {
  private static Tensor narrow(double x) {
    return Tensor.scalar(x);
  }

  /// The density in float32 is that in float64, rounded.
  private static void agrees(Function<Tensor[], Distribution> make, double... parameters) {
    Tensor[] narrow = new Tensor[parameters.length];
    Tensor[] wide = new Tensor[parameters.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = narrow(parameters[i]);
      wide[i] = narrow[i].to(DType.FLOAT64);
    }
    Distribution d = make.apply(narrow);
    Tensor x = d.sample(Rng.of(5), 40);
    Tensor found = d.logProb(x);
    assertThat(found.dtype()).isEqualTo(DType.FLOAT32);
    double[] expected = make.apply(wide).logProb(x.to(DType.FLOAT64)).toDoubleArray();
    double[] values = found.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      double tolerance = 2e-6 * Math.max(1, Math.abs(expected[i]));
      assertThat(values[i]).as("%s at %d", d, i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.1, 1, 15, 17, 300, 1e4, 1e6, 1e7})
  void gammaNumbers(double a) {
    agrees(p -> Gamma.of(p[0], p[1]), a, 3);
    agrees(p -> Gamma.of(p[0], p[1]), a, 1.7e-5);
    agrees(p -> Chi2.of(p[0]), a);
    if (a >= 0.1) { // below, the draws overflow
      agrees(p -> InverseGamma.of(p[0], p[1]), a, 3);
    }
    agrees(p -> StudentT.of(p[0], p[1], p[2]), Math.max(a, 0.1), 0.3, 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 15, 17, 300, 1e4, 1e6, 1e7})
  void shares(double a) {
    for (double b : new double[] {0.7, 2, 40, 3e4, 1e7}) {
      agrees(p -> Beta.of(p[0], p[1]), a, b);
      dirichlet(a, b);
    }
  }

  /// By its definition, since float32 draws do not sum to 1 closely enough for float64.
  private static void dirichlet(double a, double b) {
    Tensor narrow = Tensors.of(new float[] {(float) a, (float) b, (float) b}, 3);
    Dirichlet d = Dirichlet.of(narrow);
    Tensor x = d.sample(Rng.of(5), 40);
    Tensor c = narrow.to(DType.FLOAT64);
    Tensor logBeta = c.lgamma().sum(-1).subtract(c.sum(-1).lgamma());
    Tensor powers = c.subtract(1).xlogy(x.to(DType.FLOAT64)).sum(-1);
    double[] expected = powers.subtract(logBeta).toDoubleArray();
    double[] found = d.logProb(x).toDoubleArray();
    for (int i = 0; i < found.length; i++) {
      double tolerance = 2e-6 * Math.max(1, Math.abs(expected[i]));
      assertThat(found[i]).as("%s at %d", d, i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.5, 15, 300, 1e4, 1e6, 1e7})
  void counts(double n) {
    agrees(p -> Poisson.of(p[0]), n);
    double trials = Math.ceil(n);
    for (double logit : new double[] {-12, -0.7, 0, 3, 14}) {
      agrees(p -> Binomial.ofLogits(p[0], p[1]), trials, logit);
    }
    for (double logit : new double[] {-12, -0.7, 0, 0.5}) {
      agrees(p -> NegativeBinomial.ofLogits(p[0], p[1]), n, logit);
    }
  }

  /// The float64 that the others are compared with, against the formulas of the definitions: these are off by the last digit of
  /// their terms.
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 40, 1e4, 1e6})
  void wideDensitiesAreThoseOfTheDefinition(double size) {
    Tensor a = wide(size);
    Tensor x = wide(size * 1.01 + 0.1);
    double terms = 1e-15 * Math.max(1, size * Math.log(size));
    Tensor gamma = a.subtract(1).xlogy(x).subtract(x).subtract(a.lgamma());
    close(Gamma.of(a, wide(1)).logProb(x), gamma, terms);
    close(
        InverseGamma.of(a, wide(1)).logProb(x.reciprocal()), gamma.add(x.log().multiply(2)), terms);
    Tensor b = wide(size / 3);
    Tensor p = wide(0.74);
    Tensor total = a.add(b).lgamma();
    Tensor powers = a.subtract(1).xlogy(p).add(b.subtract(1).xlog1py(p.negate()));
    Tensor beta = powers.add(total).subtract(a.lgamma()).subtract(b.lgamma());
    close(Beta.of(a, b).logProb(p), beta, terms);
    Tensor pair = Tensors.stack(0, a, b);
    close(Dirichlet.of(pair).logProb(Tensors.of(new double[] {0.74, 0.26}, 2)), beta, terms);
    Tensor k = wide(Math.ceil(size * 1.02));
    Tensor poisson = k.xlogy(a).subtract(a).subtract(k.add(1).lgamma());
    close(Poisson.of(a).logProb(k), poisson, terms);
    Tensor l = wide(0.4);
    Tensor ways = a.add(k).lgamma().subtract(a.lgamma()).subtract(k.add(1).lgamma());
    Tensor failures = a.multiply(l.negate().logSigmoid());
    Tensor negative = ways.add(k.multiply(l.logSigmoid())).add(failures);
    close(NegativeBinomial.ofLogits(a, l).logProb(k), negative, terms);
  }

  private static Tensor wide(double x) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, x);
  }

  private static void close(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.item()).isCloseTo(expected.item(), within(20 * tolerance));
  }

  /// Parameters by their logarithms, so that a step of the difference is a share of each.
  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 30, 400})
  void derivatives(double size) {
    Tensor a = wide(Math.log(size));
    Tensor b = wide(Math.log(size * 1.3));
    Tensor x = wide(0.05);
    check(p -> Gamma.of(p[0].exp(), p[1].exp()).logProb(p[2].exp()), a, a, x);
    check(p -> InverseGamma.of(p[0].exp(), p[1].exp()).logProb(p[2].exp()), a, a, x);
    check(p -> Beta.of(p[0].exp(), p[1].exp()).logProb(p[2].sigmoid()), a, b, x);
    Tensor k = wide(Math.ceil(size * 1.1));
    check(p -> Poisson.of(p[0].exp()).logProb(k), a);
    check(p -> Binomial.ofLogits(k.multiply(2), p[0]).logProb(k), x);
    check(p -> NegativeBinomial.ofLogits(p[0].exp(), p[1]).logProb(k), a, x);
    Tensor pair = Tensors.of(new double[] {Math.log(size), Math.log(2 * size)}, 2);
    Tensor share = Tensors.of(new double[] {0.1, 0.7}, 2);
    check(p -> Dirichlet.of(p[0].exp()).logProb(p[1].softmax(0)), pair, share);
  }

  /// Divided by the size of the terms of the derivatives.
  private static void check(Function<Tensor[], Tensor> f, Tensor... inputs) {
    double size = Math.max(1, Math.exp(inputs[0].max().item()));
    GradientCheck.DEFAULT.first(p -> f.apply(p).multiply(1 / size), inputs);
    GradientCheck.DEFAULT.second(p -> f.apply(p).multiply(1 / size), inputs);
  }

  /// The slope in float32 is that in float64 too: `ψ(a) - ln x` of numbers that are nearly equal.
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 30, 1e4, 1e7})
  void slopesOfLargeConcentrations(double size) {
    double[] found = new double[2];
    for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor a = Tensors.full(type, Shape.SCALAR, size).tracked();
      Tensor x = Tensors.full(type, Shape.SCALAR, (float) (size * 1.001));
      Tensor density = Gamma.of(a, Tensors.full(type, Shape.SCALAR, 1)).logProb(x);
      found[type == DType.FLOAT32 ? 0 : 1] = density.sum().gradients().of(a).item();
    }
    assertThat(found[0]).isCloseTo(found[1], within(1e-6 * Math.abs(found[1])));
  }
}

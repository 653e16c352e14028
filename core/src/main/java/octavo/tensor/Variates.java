package octavo.tensor;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import octavo.kernel.Kernels;
import octavo.kernel.random.Variate;
import octavo.op.DirichletDraw;
import octavo.op.Draw;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.storage.View;

/// Random numbers whose parameters are tensors: checks them, and reserves two blocks of the stream
/// for each element.
final class Variates {
  private Variates() {}

  private static boolean isPositive(double v) {
    return v > 0 && v < Double.POSITIVE_INFINITY;
  }

  private static boolean isNotNegative(double v) {
    return v >= 0 && v < Double.POSITIVE_INFINITY;
  }

  /// Refuses a parameter of which an element breaks the rule.
  private static void require(
      String operation, String what, String rule, Tensor x, DoublePredicate holds) {
    View v = x.stopGradient().contiguous().view();
    for (int i = 0; i < v.count(); i++) {
      double value = v.storage().getDouble(v.offset() + i);
      if (!holds.test(value)) {
        throw new IllegalArgumentException(
            "%s: %s must be %s, but element %d is %s.".formatted(operation, what, rule, i, value));
      }
    }
  }

  private static void positive(String operation, String what, Tensor x) {
    require(operation, what, "positive and finite", x, Variates::isPositive);
  }

  private static void probability(String operation, String what, Tensor x) {
    require(operation, what, "in [0, 1]", x, v -> v >= 0 && v <= 1);
  }

  private static int elements(String operation, Shape sample, Tensor... parameters) {
    Shape batch = Shape.SCALAR;
    for (Tensor p : parameters) {
      batch = Shape.broadcast(operation, batch, p.shape());
    }
    return Shape.total(operation, (long) sample.elements() * batch.elements());
  }

  private static Tensor draw(Variate variate, Rng rng, Shape sample, Tensor... parameters) {
    int elements = elements(variate.label(), sample, parameters);
    long counter = rng.reserve(2L * elements);
    return new Draw(variate, rng.key(), counter, sample).of(parameters);
  }

  static Tensor gamma(Variate variate, Rng rng, Tensor concentration, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor a = Tensors.real(variate.label(), concentration);
    positive(variate.label(), "the concentration", a);
    return draw(variate, rng, leading, a);
  }

  static Tensor chi2(Rng rng, Tensor degrees, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor k = Tensors.real("chi2", degrees);
    positive("chi2", "the degrees of freedom", k);
    return draw(Variate.GAMMA, rng, leading, k.multiply(0.5)).multiply(2);
  }

  static Tensor beta(Rng rng, Tensor concentration1, Tensor concentration0, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor a = Tensors.real("beta", concentration1);
    Tensor b = Tensors.real("beta", concentration0);
    positive("beta", "concentration1", a);
    positive("beta", "concentration0", b);
    return draw(Variate.BETA, rng, leading, a, b);
  }

  static Tensor dirichlet(Rng rng, Tensor concentration, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor a = Tensors.real("dirichlet", concentration);
    requireClasses("dirichlet", "the concentration", a);
    positive("dirichlet", "the concentration", a);
    long counter = rng.reserve(2L * elements("dirichlet", leading, a));
    return new DirichletDraw(rng.key(), counter, leading).apply(a);
  }

  private static void requireClasses(String operation, String what, Tensor x) {
    if (x.rank() == 0 || x.size(-1) == 0) {
      throw new IllegalArgumentException(
          "%s: %s must be [batch…, classes] with one class at least, but the shape is %s."
              .formatted(operation, what, x.shape()));
    }
  }

  static Tensor poisson(Rng rng, Tensor rate, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor r = Tensors.real("poisson", rate).stopGradient();
    require("poisson", "the rate", "finite and not negative", r, Variates::isNotNegative);
    return draw(Variate.POISSON, rng, leading, r);
  }

  static Tensor binomial(Rng rng, Tensor trials, Tensor p, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor n = Tensors.real("binomial", trials).stopGradient();
    Tensor q = Tensors.real("binomial", p).stopGradient();
    require(
        "binomial",
        "the number of trials",
        "an integer from 0 on",
        n,
        v -> isNotNegative(v) && v == Math.rint(v));
    probability("binomial", "the probability", q);
    return draw(Variate.BINOMIAL, rng, leading, n, q);
  }

  static Tensor geometric(Rng rng, Tensor p, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor q = Tensors.real("geometric", p).stopGradient();
    require("geometric", "the probability", "in (0, 1]", q, v -> v > 0 && v <= 1);
    return draw(Variate.GEOMETRIC, rng, leading, q);
  }

  static Tensor negativeBinomial(Rng rng, Tensor failures, Tensor p, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor r = Tensors.real("negativeBinomial", failures).stopGradient();
    Tensor q = Tensors.real("negativeBinomial", p).stopGradient();
    require(
        "negativeBinomial",
        "the number of failures",
        "finite and not negative",
        r,
        Variates::isNotNegative);
    require("negativeBinomial", "the probability", "in [0, 1)", q, v -> v >= 0 && v < 1);
    return draw(Variate.NEGATIVE_BINOMIAL, rng, leading, r, q);
  }

  static Tensor bernoulli(Rng rng, Tensor p, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor q = Tensors.real("bernoulli", p).stopGradient();
    probability("bernoulli", "the probability", q);
    int elements = elements("bernoulli", leading, q);
    Tensor y = Tensor.toFill(q.dtype(), concatenated(leading, q.shape()));
    if (elements > 0) {
      Kernels.RANDOM.bernoulli(rng.key(), rng.reserve(elements), q.contiguous().view(), y.view());
    }
    return y;
  }

  private static Shape concatenated(Shape first, Shape second) {
    int[] sizes = Arrays.copyOf(first.toArray(), first.rank() + second.rank());
    System.arraycopy(second.toArray(), 0, sizes, first.rank(), second.rank());
    return Shape.of(sizes);
  }

  private static void requireLogits(String operation, Tensor logits) {
    requireClasses(operation, "the logits", logits);
    require(
        operation, "a logit", "a number below infinity", logits, v -> v < Double.POSITIVE_INFINITY);
    double[] largest = logits.stopGradient().max(-1).toDoubleArray();
    for (int row = 0; row < largest.length; row++) {
      if (largest[row] == Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException(
            operation
                + ": a row of logits must have a finite one, but all of row "
                + row
                + " are -Infinity.");
      }
    }
  }

  static Tensor categorical(Rng rng, Tensor logits, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor l = Tensors.real("categorical", logits).stopGradient();
    requireLogits("categorical", l);
    return classes("categorical", rng, l, leading);
  }

  private static Tensor classes(String operation, Rng rng, Tensor logits, Shape leading) {
    int classes = logits.size(-1);
    Tensor rows = logits.contiguous().reshape(-1, classes);
    Shape shape = concatenated(leading, logits.shape().without(logits.rank() - 1));
    int elements = Shape.total(operation, shape.elements());
    Tensor y = Tensor.toFill(DType.INT64, shape);
    long counter = rng.reserve(2L * elements);
    Kernels.VARIATES.categorical(rng.key(), counter, rows.view(), y.view());
    return y;
  }

  static Tensor gumbelMax(Rng rng, Tensor logits, int[] sample) {
    Shape leading = Shape.of(sample);
    Tensor l = Tensors.real("gumbelMax", logits).stopGradient();
    requireLogits("gumbelMax", l);
    int[] shape = concatenated(leading, l.shape()).toArray();
    return l.add(RandomTensors.gumbel(l.dtype(), rng, 0, 1, shape)).argMax(-1);
  }

  private static Tensor logWeights(String operation, Tensor weights, int count) {
    Tensor w = Tensors.real(operation, weights).stopGradient();
    Tensors.size(operation, "the count", count);
    requireClasses(operation, "the weights", w);
    require(operation, "a weight", "finite and not negative", w, Variates::isNotNegative);
    double[] largest = w.max(-1).toDoubleArray();
    for (int row = 0; row < largest.length; row++) {
      if (largest[row] == 0) {
        throw new IllegalArgumentException(
            operation
                + ": a row of weights must have a positive one, but all of row "
                + row
                + " are 0.");
      }
    }
    return w.to(DType.FLOAT64).log();
  }

  static Tensor multinomial(Rng rng, Tensor weights, int count) {
    Tensor l = logWeights("multinomial", weights, count);
    Tensor y = classes("multinomial", rng, l, Shape.of(count));
    int[] order = new int[y.rank()]; // [count, batch…] to [batch…, count]
    for (int axis = 0; axis < order.length; axis++) {
      order[axis] = (axis + 1) % order.length;
    }
    return y.permute(order).contiguous();
  }

  static Tensor multinomialWithoutReplacement(Rng rng, Tensor weights, int count) {
    String operation = "multinomialWithoutReplacement";
    Tensor l = logWeights(operation, weights, count);
    double[] positive =
        l.greater(Double.NEGATIVE_INFINITY).to(DType.FLOAT64).sum(-1).toDoubleArray();
    for (int row = 0; row < positive.length; row++) {
      if (positive[row] < count) {
        throw new IllegalArgumentException(
            "%s: the count must not exceed the number of positive weights, but is %d and row %d has %d. Draw with replacement."
                .formatted(operation, count, row, (long) positive[row]));
      }
    }
    int[] shape = l.shape().toArray();
    return l.add(RandomTensors.gumbel(DType.FLOAT64, rng, 0, 1, shape)).topK(count, -1).indices();
  }
}

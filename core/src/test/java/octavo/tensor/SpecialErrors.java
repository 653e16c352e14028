package octavo.tensor;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;

/// Arguments of special functions, and parameters from which nothing can be drawn.
final class SpecialErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor HALF = V.to(DType.BFLOAT16);
  private static final Tensor BAD = Tensor.of(1, -1, 2);
  private static final DType FLOAT = DType.FLOAT32;

  static final List<ErrorCase> CASES = new ArrayList<>();

  private SpecialErrors() {}

  private static void add(String name, ErrorCase.Call call, String message) {
    CASES.add(new ErrorCase(name, call, message));
  }

  private static Rng rng() {
    return Rng.of(1);
  }

  static {
    functions();
    fixed();
    parameters();
    classes();
  }

  private static void functions() {
    String storage = ": bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32).";
    add("erfinv", HALF::erfinv, "erfinv" + storage);
    String shapes =
        ": shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1.";
    add("xlogy", () -> HALF.xlogy(V), "xlogy" + storage);
    add("xlog1py", () -> HALF.xlog1py(V), "xlog1py" + storage);
    add("lbeta", () -> X.lbeta(V), "lbeta" + shapes);
    add("gammainc", () -> X.gammainc(V), "gammainc" + shapes);
    add("gammaincc", () -> X.gammaincc(V), "gammaincc" + shapes);
    add("betainc", () -> X.betainc(X, V), "betainc" + shapes);
    add("multigammaln", () -> X.multigammaln(0), "multigammaln: p must be positive, but is 0.");
  }

  private static void fixed() {
    add(
        "uniformOpen order",
        () -> RandomTensors.uniformOpen(FLOAT, rng(), 1, 1, 3),
        "uniformOpen: a number must lie between low and high and their distance be a finite float32, but low is 1.0 and high is 1.0.");
    add(
        "uniformOpen neighbors",
        () -> RandomTensors.uniformOpen(FLOAT, rng(), 1, 1 + 0x1p-30, 3),
        "uniformOpen: a number must lie between low and high and their distance be a finite float32, but low is 1.0 and high is 1.0000000009313226.");
    add(
        "uniformOpen type",
        () -> RandomTensors.uniformOpen(DType.INT64, rng(), 0, 1, 3),
        "uniformOpen: the type must be float32 or float64, but is int64.");
    add(
        "exponential(Rng,int[])",
        () -> RandomTensors.exponential(rng(), -1),
        "Shape: sizes must not be negative, but are [-1].");
    add(
        "exponential(DType,Rng,double,int[])",
        () -> RandomTensors.exponential(FLOAT, rng(), 0, 3),
        "exponential: the rate must be positive and finite, but is 0.0.");
    add(
        "exponential type",
        () -> RandomTensors.exponential(DType.BOOL, rng(), 1, 3),
        "exponential: the type must be float32 or float64, but is bool.");
    add(
        "laplace",
        () -> RandomTensors.laplace(FLOAT, rng(), 0, -1, 3),
        "laplace: the location must be finite and the scale finite and positive, but they are 0.0 and -1.0.");
    add(
        "logistic",
        () -> RandomTensors.logistic(FLOAT, rng(), Double.NaN, 1, 3),
        "logistic: the location must be finite and the scale finite and positive, but they are NaN and 1.0.");
    add(
        "cauchy",
        () -> RandomTensors.cauchy(DType.INT64, rng(), 0, 1, 3),
        "cauchy: the type must be float32 or float64, but is int64.");
    add(
        "permutation",
        () -> RandomTensors.permutation(rng(), -1),
        "permutation: n must not be negative, but is -1.");
  }

  private static void parameters() {
    add(
        "gamma",
        () -> RandomTensors.gamma(rng(), BAD, 3),
        "gamma: the concentration must be positive and finite, but element 1 is -1.0.");
    add(
        "gamma size",
        () -> RandomTensors.gamma(rng(), V, -3),
        "Shape: sizes must not be negative, but are [-3].");
    add(
        "logGamma",
        () -> RandomTensors.logGamma(rng(), Tensor.of(Float.NaN)),
        "logGamma: the concentration must be positive and finite, but element 0 is NaN.");
    add(
        "chi2",
        () -> RandomTensors.chi2(rng(), Tensor.scalar(0)),
        "chi2: the degrees of freedom must be positive and finite, but element 0 is 0.0.");
    add(
        "beta first",
        () -> RandomTensors.beta(rng(), BAD, BAD.abs()),
        "beta: concentration1 must be positive and finite, but element 1 is -1.0.");
    add(
        "beta second",
        () -> RandomTensors.beta(rng(), BAD.abs(), BAD),
        "beta: concentration0 must be positive and finite, but element 1 is -1.0.");
    add(
        "beta shapes",
        () -> RandomTensors.beta(rng(), X, V),
        "beta: shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1.");
    add(
        "dirichlet",
        () -> RandomTensors.dirichlet(rng(), BAD),
        "dirichlet: the concentration must be positive and finite, but element 1 is -1.0.");
    add(
        "dirichlet scalar",
        () -> RandomTensors.dirichlet(rng(), Tensor.scalar(1)),
        "dirichlet: the concentration must be [batch…, classes] with one class at least, but the shape is [].");
    counts();
  }

  private static void counts() {
    add(
        "poisson",
        () -> RandomTensors.poisson(rng(), BAD),
        "poisson: the rate must be finite and not negative, but element 1 is -1.0.");
    add(
        "binomial trials",
        () -> RandomTensors.binomial(rng(), Tensor.of(2, 1.5f), Tensor.scalar(0.5)),
        "binomial: the number of trials must be an integer from 0 on, but element 1 is 1.5.");
    add(
        "binomial probability",
        () -> RandomTensors.binomial(rng(), V, Tensor.scalar(1.5)),
        "binomial: the probability must be in [0, 1], but element 0 is 1.5.");
    add(
        "geometric",
        () -> RandomTensors.geometric(rng(), Tensor.scalar(0)),
        "geometric: the probability must be in (0, 1], but element 0 is 0.0.");
    add(
        "negativeBinomial failures",
        () -> RandomTensors.negativeBinomial(rng(), BAD, Tensor.scalar(0.5)),
        "negativeBinomial: the number of failures must be finite and not negative, but element 1 is -1.0.");
    add(
        "negativeBinomial probability",
        () -> RandomTensors.negativeBinomial(rng(), V, Tensor.scalar(1)),
        "negativeBinomial: the probability must be in [0, 1), but element 0 is 1.0.");
    add(
        "bernoulli(Rng,Tensor,int[])",
        () -> RandomTensors.bernoulli(rng(), BAD),
        "bernoulli: the probability must be in [0, 1], but element 1 is -1.0.");
  }

  private static void classes() {
    float none = Float.NEGATIVE_INFINITY;
    add(
        "categorical no classes",
        () -> RandomTensors.categorical(rng(), Tensor.ones(3, 0)),
        "categorical: the logits must be [batch…, classes] with one class at least, but the shape is [3, 0].");
    add(
        "categorical impossible",
        () -> RandomTensors.categorical(rng(), Tensor.of(new float[] {1, 2, none, none}, 2, 2)),
        "categorical: a row of logits must have a finite one, but all of row 1 are -Infinity.");
    add(
        "categorical NaN",
        () -> RandomTensors.categorical(rng(), Tensor.of(Float.NaN)),
        "categorical: a logit must be a number below infinity, but element 0 is NaN.");
    add(
        "gumbelMax",
        () -> RandomTensors.gumbelMax(rng(), Tensor.of(-none, 1)),
        "gumbelMax: a logit must be a number below infinity, but element 0 is Infinity.");
    add(
        "multinomial weights",
        () -> RandomTensors.multinomial(rng(), BAD, 2),
        "multinomial: a weight must be finite and not negative, but element 1 is -1.0.");
    add(
        "multinomial zero",
        () -> RandomTensors.multinomial(rng(), Tensor.zeros(2, 2), 2),
        "multinomial: a row of weights must have a positive one, but all of row 0 are 0.");
    add(
        "multinomial count",
        () -> RandomTensors.multinomial(rng(), V, -2),
        "multinomial: the count must not be negative, but is -2.");
    add(
        "multinomialWithoutReplacement",
        () -> RandomTensors.multinomialWithoutReplacement(rng(), Tensor.of(1, 0, 2), 3),
        "multinomialWithoutReplacement: the count must not exceed the number of positive weights, but is 3 and row 0 has 2. Draw with replacement.");
  }
}

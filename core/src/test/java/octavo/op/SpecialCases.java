package octavo.op;

import static octavo.op.OperationCase.within;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.special.SpecialFunction;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Special functions of probability.
final class SpecialCases {
  private SpecialCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    functions(cases);
    incomplete(cases);
    betaSlopes(cases);
    densities(cases);
    return cases;
  }

  private static void functions(List<OperationCase> cases) {
    cases.add(within("erfinv", -0.9, 0.9, x -> x[0].erfinv(), s(2, 3)));
    cases.add(within("ndtr", -2, 2, x -> x[0].ndtr(), s(2, 3)));
    cases.add(within("ndtri", 0.05, 0.95, x -> x[0].ndtri(), s(2, 3)));
    cases.add(within("logNdtr", -4, 3, x -> x[0].logNdtr(), s(2, 3)));
    cases.add(within("xlogy", 0.5, 2, x -> x[0].xlogy(x[1]), s(2, 3), s(3)));
    cases.add(within("xlog1py", 0.5, 2, x -> x[0].xlog1py(x[1]), s(2, 3), s(2, 1)));
    cases.add(within("lbeta", 0.5, 3, x -> x[0].lbeta(x[1]), s(2, 3), s(3)));
    cases.add(within("multigammaln", 1.5, 3, x -> x[0].multigammaln(3), s(2, 3)));
    cases.add(within("polygamma 6", 1, 2, x -> x[0].polygamma(6).multiply(1e-3), s(2, 3)));
  }

  private static void incomplete(List<OperationCase> cases) {
    cases.add(within("gammainc", 0.6, 3, x -> x[0].gammainc(x[1]), s(2, 3), s(3)));
    cases.add(within("gammaincc", 0.6, 3, x -> x[0].gammaincc(x[1]), s(2, 1), s(2, 3)));
    cases.add(
        firstOnly(
            within("betainc", 0.3, 0.8, x -> x[0].betainc(x[1], x[2]), s(2, 3), s(3), s(2, 1))));
    cases.add(
        within(
            "betainc of x",
            0.3,
            0.8,
            x -> x[0].betainc(half(x[0]), half(x[0]).multiply(5)),
            s(2, 3)));
    cases.add(
        firstOnly(
            within(
                "betainc of logits",
                0.3,
                0.8,
                x -> Special.of(SpecialFunction.BETAINC_OF_LOGIT, x[0], x[1], x[2]),
                s(2, 3),
                s(3),
                s(2, 1))));
    cases.add(
        within(
            "betainc of a logit",
            -0.8,
            0.8,
            x ->
                Special.of(
                    SpecialFunction.BETAINC_OF_LOGIT, half(x[0]), half(x[0]).multiply(5), x[0]),
            s(2, 3)));
    cases.add(
        within(
            "how a gamma number moves",
            0.6,
            2,
            x -> Special.of(SpecialFunction.GAMMA_SLOPE, half(x[0]).multiply(3), x[0]),
            s(2, 3)));
    cases.add(
        firstOnly(
            within(
                "how a gamma number moves with both",
                0.6,
                2,
                x -> Special.of(SpecialFunction.GAMMA_SLOPE, x[0], x[1]),
                s(3),
                s(2, 3))));
    cases.add(
        firstOnly(
            within(
                "how the logarithm of a gamma number moves",
                0.6,
                2,
                x -> Special.of(SpecialFunction.LOG_GAMMA_SLOPE, x[0], x[1]),
                s(3),
                s(2, 3))));
  }

  private static void betaSlopes(List<OperationCase> cases) {
    cases.add(
        within(
            "how a beta number moves with its second concentration",
            0.3,
            0.8,
            x ->
                Special.of(
                    SpecialFunction.BETA_OTHER_SLOPE, half(x[0]).multiply(3), half(x[0]), x[0]),
            s(2, 3)));
    cases.add(
        within(
            "how the logit of a beta number moves",
            -0.8,
            0.8,
            x ->
                Special.of(
                    SpecialFunction.BETA_LOGIT_SLOPE, half(x[0]).multiply(3), half(x[0]), x[0]),
            s(2, 3)));
  }

  /// Small parameters, and those beyond 16, where the formula is another one.
  private static void densities(List<OperationCase> cases) {
    for (double more : new double[] {0, 20}) {
      cases.add(
          within(
              "the density of a gamma number, from " + more,
              0.6,
              1.8,
              x ->
                  Special.of(
                      SpecialFunction.GAMMA_LOG_DENSITY, x[0].add(more), x[1].add(more), x[2]),
              s(2, 3),
              s(3),
              s(2, 1)));
      cases.add(
          within(
              "the density of a beta number, from " + more,
              0.3,
              0.8,
              x ->
                  Special.of(
                      SpecialFunction.BETA_LOG_DENSITY, x[0].add(more), x[1].add(more), x[2]),
              s(2, 3),
              s(3),
              s(2, 1)));
      cases.add(
          within(
              "the probability of counts, from " + more,
              0.6,
              1.8,
              x ->
                  Special.of(SpecialFunction.COUNTS_LOG_MASS, x[0].add(more), x[1].add(more), x[2]),
              s(2, 3),
              s(3),
              s(2, 1)));
    }
  }

  private static Tensor half(Tensor like) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, 0.5).to(like.dtype());
  }

  private static OperationCase firstOnly(OperationCase c) {
    return new OperationCase(c.name(), c.function(), c.inputs(), false);
  }
}

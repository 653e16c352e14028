package octavo.golden;

import static octavo.golden.GoldenCase.of;

import java.util.List;
import octavo.tensor.Tensor;

/// Special functions of probability.
final class SpecialGoldenCases {
  private SpecialGoldenCases() {}

  static List<GoldenCase> all() {
    return List.of(
        of("erfinv", x -> x[0].erfinv()),
        of("erfinvNearOne", x -> x[0].erfinv()),
        of("ndtr", x -> x[0].ndtr()),
        of("ndtri", x -> x[0].ndtri()),
        of("ndtriTails", x -> x[0].ndtri()),
        of("logNdtr", x -> x[0].logNdtr()),
        of("logNdtrTail", x -> x[0].logNdtr()),
        of("xlogy", 3, x -> x[0].xlogy(x[1])),
        of("xlogyZero", x -> x[0].stopGradient().xlogy(x[1])),
        of("xlog1py", 4, x -> x[0].xlog1py(x[1])),
        of("lbeta", 3, x -> x[0].lbeta(x[1])),
        of("multigammaln", 4, x -> x[0].multigammaln(4)),
        of("polygamma4", x -> x[0].polygamma(4)),
        of("polygamma9", x -> x[0].polygamma(9)),
        of("gammainc", x -> constant(x).gammainc(x[1])),
        of("gammaincWide", x -> constant(x).gammainc(x[1])),
        of("gammaincc", x -> constant(x).gammaincc(x[1])),
        of("gammainccWide", x -> constant(x).gammaincc(x[1])));
  }

  private static Tensor constant(Tensor[] x) {
    return x[0].stopGradient();
  }
}

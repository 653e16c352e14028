package octavo.op;

import static octavo.op.OperationCase.of;

import java.util.List;
import octavo.random.Rng;
import octavo.tensor.GluKind;
import octavo.tensor.StepGradient;

/// Activation functions with parameters, learned numbers or several inputs; those of one number
/// alone are taken from the list of functions.
final class ActivationCases {
  private ActivationCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static void addTo(List<OperationCase> cases) {
    cases.add(of("leakyRelu", x -> x[0].leakyRelu(0.2).square(), s(3, 4)));
    cases.add(of("elu", x -> x[0].elu(1.5), s(3, 4)));
    cases.add(of("celu", x -> x[0].celu(0.7), s(3, 4)));
    cases.add(of("softplus with beta", x -> x[0].softplus(1.5), s(3, 4)));
    cases.add(of("softplus with threshold", x -> x[0].softplus(0.5, 0.5), s(3, 4)));
    cases.add(of("swish", x -> x[0].swish(-1.3), s(3, 4)));
    cases.add(of("swish learned", x -> x[0].swish(x[1]), s(3, 4), s(4)));
    cases.add(of("hardTanh", x -> x[0].hardTanh(-1, 2).square(), s(3, 4)));
    cases.add(of("threshold", x -> x[0].threshold(-1, 0.5).square(), s(3, 4)));
    cases.add(of("hardShrink", x -> x[0].hardShrink(1).square(), s(3, 4)));
    cases.add(of("softShrink", x -> x[0].softShrink(1).square(), s(3, 4)));
    cases.add(of("step", x -> x[0].step(0).multiply(x[0]), s(3, 4)));
    cases.add(of("step below", x -> x[0].step(-9, StepGradient.ZERO).multiply(x[0]), s(3)));
    cases.add(of("prelu", x -> x[0].prelu(x[1]).square(), s(3, 4), s(4)));
    cases.add(of("prelu shared", x -> x[0].prelu(x[1]).square(), s(2, 3, 2), s(1)));
    cases.add(of("prelu of images", x -> x[0].prelu(x[1]).square(), s(2, 3, 4, 9), s(3)));
    cases.add(of("rrelu", x -> x[0].rrelu(0.1, 0.4, Rng.of(5)).square(), s(3, 4)));
    cases.add(of("rrelu in inference", x -> x[0].rrelu(0.1, 0.4).square(), s(3, 4)));
    cases.add(of("maxout", x -> x[0].maxout(2, 1).square(), s(3, 4)));
    for (GluKind kind : GluKind.values()) {
      cases.add(of("glu " + kind, x -> x[0].glu(0, kind), s(4, 3)));
    }
  }
}

package octavo.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.random.Rng;
import octavo.storage.DType;

/// Parameters that are wrong, and shapes that a function cannot cut.
final class ActivationErrors {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Tensor X = Tensor.ones(2, 3);

  static final List<ErrorCase> CASES = new ArrayList<>();

  static {
    parameters();
    shapes();
    storageOnly();
  }

  private ActivationErrors() {}

  private static void add(String name, ErrorCase.Call call, String message) {
    CASES.add(new ErrorCase(name, call, message));
  }

  private static void parameters() {
    add(
        "leakyRelu",
        () -> X.leakyRelu(INFINITY),
        "leakyRelu: the slope must be finite, but is Infinity.");
    add("elu", () -> X.elu(NAN), "elu: alpha must be finite, but is NaN.");
    add("celu", () -> X.celu(0), "celu: alpha must be positive and finite, but is 0.0.");
    add(
        "softplus(double)",
        () -> X.softplus(-1),
        "softplus: beta must be positive and finite, but is -1.0.");
    add(
        "softplus(double,double)",
        () -> X.softplus(1, NAN),
        "softplus: the threshold must be a number, but is NaN.");
    add("swish(double)", () -> X.swish(INFINITY), "swish: beta must be finite, but is Infinity.");
    add(
        "hardTanh",
        () -> X.hardTanh(1, 1),
        "hardTanh: min must be less than max, but min is 1.0 and max is 1.0.");
    add(
        "threshold",
        () -> X.threshold(NAN, 0),
        "threshold: the threshold must be a number, but is NaN.");
    add(
        "threshold value",
        () -> X.threshold(0, NAN),
        "threshold: the value must be a number, but is NaN.");
    add("step(double)", () -> X.step(NAN), "step: the threshold must be a number, but is NaN.");
    add(
        "step(double,StepGradient)",
        () -> X.step(NAN, StepGradient.IDENTITY),
        "step: the threshold must be a number, but is NaN.");
    add(
        "hardShrink",
        () -> X.hardShrink(-0.5),
        "hardShrink: lambda must not be negative, but is -0.5.");
    add(
        "softShrink",
        () -> X.softShrink(NAN),
        "softShrink: lambda must not be negative, but is NaN.");
    add(
        "rrelu(double,double)",
        () -> X.rrelu(0.5, 0.25),
        "rrelu: lower must not exceed upper and both be finite, but lower is 0.5 and upper is 0.25.");
    add(
        "rrelu(double,double,Rng)",
        () -> X.rrelu(0, INFINITY, Rng.of(1)),
        "rrelu: lower must not exceed upper and both be finite, but lower is 0.0 and upper is Infinity.");
  }

  private static void shapes() {
    String rule =
        "prelu: the weight must hold one slope, or one for each channel (axis 1) of the input, but is %s for input %s.";
    add("prelu", () -> X.prelu(Tensor.ones(2)), rule.formatted("[2]", "[2, 3]"));
    add("prelu rank", () -> X.prelu(Tensor.ones(3, 1)), rule.formatted("[3, 1]", "[2, 3]"));
    add("prelu vector", () -> Tensor.ones(3).prelu(Tensor.ones(3)), rule.formatted("[3]", "[3]"));
    add(
        "swish(Tensor)",
        () -> X.swish(Tensor.ones(2)),
        "swish: beta must broadcast to the input, but beta is [2] and the input [2, 3].");
    add(
        "swish(Tensor) larger",
        () -> X.swish(Tensor.ones(4, 2, 3)),
        "swish: beta must broadcast to the input, but beta is [4, 2, 3] and the input [2, 3].");
    add(
        "maxout",
        () -> X.maxout(2, 1),
        "maxout: pieces must be at least 1 and divide the size of the axis, but pieces is 2 and axis 1 of [2, 3] has size 3.");
    add(
        "maxout none",
        () -> X.maxout(0, -1),
        "maxout: pieces must be at least 1 and divide the size of the axis, but pieces is 0 and axis -1 of [2, 3] has size 3.");
    add(
        "maxout axis",
        () -> X.maxout(1, 2),
        "maxout: axis must be in [-2, 1], but is 2 for shape [2, 3].");
    add(
        "glu(int)",
        () -> X.glu(-1),
        "glu: the axis is cut into two halves, so its size must be even, but axis -1 of [2, 3] has size 3.");
    add(
        "glu(int,GluKind)",
        () -> X.glu(2, GluKind.REGLU),
        "glu: axis must be in [-2, 1], but is 2 for shape [2, 3].");
  }

  private static void storageOnly() {
    storageOnly("leakyRelu", x -> x.leakyRelu(0.1));
    storageOnly("softplus(double)", x -> x.softplus(1));
    storageOnly("step(double)", x -> x.step(0));
    storageOnly("sign", x -> x.sign(StepGradient.CLIPPED));
    storageOnly("prelu", x -> x.prelu(Tensor.ones(1)));
    storageOnly("prelu", x -> X.prelu(x));
    storageOnly("rrelu(double,double)", x -> x.rrelu(0, 1));
    storageOnly("rrelu(double,double,Rng)", x -> x.rrelu(0, 1, Rng.of(1)));
    storageOnly("maxout", x -> x.maxout(1, 0));
    storageOnly("glu(int)", x -> x.glu(0));
  }

  private static void storageOnly(String method, UnaryOperator<Tensor> call) {
    Tensor half = Tensor.ones(1).to(DType.BFLOAT16);
    String name = method.replaceFirst("\\(.*", "");
    add(
        method + " bfloat16",
        () -> call.apply(half),
        name + ": bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32).");
  }
}

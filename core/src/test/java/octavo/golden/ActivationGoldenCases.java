package octavo.golden;

import static octavo.golden.GoldenCase.of;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import octavo.autograd.Differentiable;
import octavo.golden.GoldenCase.Outcome;
import octavo.nn.FeedForward;
import octavo.nn.GatedFeedForward;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.random.Rng;
import octavo.tensor.GluKind;
import octavo.tensor.Tensor;

/// Activation functions: each on five shapes and on the numbers around its kinks.
final class ActivationGoldenCases {
  private static final int SHAPES = 5;

  private ActivationGoldenCases() {}

  static List<GoldenCase> activations() {
    List<GoldenCase> cases = new ArrayList<>();
    functions()
        .forEach((name, f) -> {
          for (int i = 0; i < SHAPES; i++) {
            cases.add(of(name + "_" + i, x -> f.apply(x[0])));
          }
          cases.add(of(name + "_edges", x -> f.apply(x[0])));
        });
    int[] terms = {3, 5, 1, 8, 70, 99, 48, 1, 70, 1}; // of the slope's gradient
    for (int i = 0; i < terms.length; i++) {
      cases.add(of("prelu_" + i, terms[i], x -> x[0].prelu(x[1])));
    }
    cases.add(of("prelu_edges", 17, x -> x[0].prelu(x[1])));
    cases.add(of("swishLearned", 3, x -> x[0].swish(x[1])));
    int[] axes = {-1, 0, 0, 1, 1, 1};
    for (int i = 0; i < axes.length; i++) {
      int axis = axes[i];
      cases.add(of("glu_" + i, x -> x[0].glu(axis)));
    }
    cases.add(of("bilinear", x -> x[0].glu(-1, GluKind.BILINEAR)));
    cases.add(of("reglu", x -> x[0].glu(-1, GluKind.REGLU)));
    cases.add(of("geglu", x -> x[0].glu(-1, GluKind.GEGLU)));
    cases.add(of("swiglu", x -> x[0].glu(-1, GluKind.SWIGLU)));
    cases.add(of("maxout", x -> x[0].maxout(2, 1)));
    cases.add(new GoldenCase("gatedFeedForward", 24, ActivationGoldenCases::gated));
    cases.add(new GoldenCase("feedForward", 24, ActivationGoldenCases::plain));
    return cases;
  }

  private static Map<String, UnaryOperator<Tensor>> functions() {
    Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("mish", Tensor::mish);
    functions.put("softsign", Tensor::softsign);
    functions.put("hardSigmoid", Tensor::hardSigmoid);
    functions.put("hardSwish", Tensor::hardSwish);
    functions.put("squaredRelu", Tensor::squaredRelu);
    functions.put("geluSigmoid", Tensor::geluSigmoid);
    functions.put("tanhShrink", Tensor::tanhShrink);
    functions.put("selu", Tensor::selu);
    functions.put("leakyRelu", x -> x.leakyRelu(0.125));
    functions.put("elu", x -> x.elu(1.5));
    functions.put("celu", x -> x.celu(0.75));
    functions.put("softplusBeta", x -> x.softplus(2));
    functions.put("softplusThreshold", x -> x.softplus(0.5, 1.25));
    functions.put("swish", x -> x.swish(1.5));
    functions.put("hardTanh", x -> x.hardTanh(-0.5, 0.75));
    functions.put("threshold", x -> x.threshold(0.25, -1.5));
    functions.put("hardShrink", x -> x.hardShrink(0.5));
    functions.put("softShrink", x -> x.softShrink(0.5));
    functions.put("rreluInference", x -> x.rrelu(0.125, 0.375));
    functions.put("silu", Tensor::silu);
    functions.put("gelu", Tensor::gelu);
    functions.put("geluTanh", Tensor::geluTanh);
    functions.put("logSigmoid", Tensor::logSigmoid);
    functions.put("relu6", Tensor::relu6);
    return functions;
  }

  private static Linear linear(Parameter weight, Parameter bias) {
    return new Linear(weight, bias);
  }

  private static Parameter parameter(Tensor x) {
    return Parameter.of(x);
  }

  private static Outcome gated(Tensor[] x) {
    Parameter gate = parameter(x[1]);
    Parameter up = parameter(x[2]);
    Parameter down = parameter(x[3]);
    GatedFeedForward layer =
        new GatedFeedForward(
            new Linear(gate, null), new Linear(up, null), new Linear(down, null), GluKind.SWIGLU);
    Tensor y = layer.forward(x[0], Mode.training(Rng.of(1)));
    return new Outcome(new Tensor[] {y}, new Differentiable[] {x[0], gate, up, down});
  }

  private static Outcome plain(Tensor[] x) {
    Parameter up = parameter(x[1]);
    Parameter first = parameter(x[2]);
    Parameter down = parameter(x[3]);
    Parameter second = parameter(x[4]);
    FeedForward layer = new FeedForward(linear(up, first), new Relu(), linear(down, second));
    Tensor y = layer.forward(x[0], Mode.training(Rng.of(1)));
    return new Outcome(new Tensor[] {y}, new Differentiable[] {x[0], up, first, down, second});
  }
}

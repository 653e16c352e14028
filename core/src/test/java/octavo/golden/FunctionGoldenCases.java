package octavo.golden;

import static octavo.golden.GoldenCase.of;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Functions of one tensor, arithmetic, comparisons and reductions.
final class FunctionGoldenCases {
  private FunctionGoldenCases() {}

  static List<GoldenCase> unary() {
    Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("negate", Tensor::negate);
    functions.put("abs", Tensor::abs);
    functions.put("sign", Tensor::sign);
    functions.put("square", Tensor::square);
    functions.put("exp", Tensor::exp);
    functions.put("expm1", Tensor::expm1);
    functions.put("sin", Tensor::sin);
    functions.put("cos", Tensor::cos);
    functions.put("tan", Tensor::tan);
    functions.put("asin", Tensor::asin);
    functions.put("acos", Tensor::acos);
    functions.put("atan", Tensor::atan);
    functions.put("sinh", Tensor::sinh);
    functions.put("cosh", Tensor::cosh);
    functions.put("tanh", Tensor::tanh);
    functions.put("asinh", Tensor::asinh);
    functions.put("acosh", Tensor::acosh);
    functions.put("atanh", Tensor::atanh);
    functions.put("sigmoid", Tensor::sigmoid);
    functions.put("logSigmoid", Tensor::logSigmoid);
    functions.put("softplus", Tensor::softplus);
    functions.put("relu", Tensor::relu);
    functions.put("relu6", x -> x.multiply(2).relu6());
    functions.put("gelu", Tensor::gelu);
    functions.put("geluTanh", Tensor::geluTanh);
    functions.put("silu", Tensor::silu);
    functions.put("erf", Tensor::erf);
    functions.put("erfc", Tensor::erfc);
    functions.put("floor", Tensor::floor);
    functions.put("ceil", Tensor::ceil);
    functions.put("trunc", Tensor::trunc);
    functions.put("round", Tensor::round);
    functions.put("roundTies", Tensor::round);
    functions.put("sqrt", Tensor::sqrt);
    functions.put("rsqrt", Tensor::rsqrt);
    functions.put("reciprocal", Tensor::reciprocal);
    functions.put("log", Tensor::log);
    functions.put("log2", Tensor::log2);
    functions.put("log10", Tensor::log10);
    functions.put("log1p", Tensor::log1p);
    functions.put("lgamma", Tensor::lgamma);
    functions.put("lgammaWide", Tensor::lgamma);
    functions.put("digamma", Tensor::digamma);
    functions.put("digammaWide", Tensor::digamma);
    functions.put("polygamma1", x -> x.polygamma(1));
    functions.put("polygamma2", x -> x.polygamma(2));
    functions.put("clamp", x -> x.clamp(-0.5, 0.75));
    List<GoldenCase> cases = new ArrayList<>();
    functions.forEach((name, f) -> cases.add(of(name, x -> f.apply(x[0]))));
    return cases;
  }

  static List<GoldenCase> arithmetic() {
    Map<String, BinaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("add", Tensor::add);
    functions.put("subtract", Tensor::subtract);
    functions.put("multiply", Tensor::multiply);
    functions.put("divide", Tensor::divide);
    functions.put("power", Tensor::power);
    functions.put("minimum", Tensor::minimum);
    functions.put("maximum", Tensor::maximum);
    functions.put("maximumTies", Tensor::maximum);
    functions.put("atan2", Tensor::atan2);
    functions.put("remainder", (a, b) -> a.remainder(b.stopGradient()));
    functions.put("where", (a, b) -> Tensors.where(a.greater(0), a, b));
    functions.put("equalTo", Tensor::equalTo);
    functions.put("notEqualTo", Tensor::notEqualTo);
    functions.put("less", Tensor::less);
    functions.put("lessEqual", Tensor::lessEqual);
    functions.put("greater", Tensor::greater);
    functions.put("greaterEqual", Tensor::greaterEqual);
    functions.put("logicalAnd", Tensor::logicalAnd);
    functions.put("logicalOr", Tensor::logicalOr);
    functions.put("logicalXor", Tensor::logicalXor);
    List<GoldenCase> cases = new ArrayList<>();
    functions.forEach((name, f) -> cases.add(of(name, 4, x -> f.apply(x[0], x[1]))));
    cases.add(of("powerNumber", x -> x[0].power(2.5)));
    cases.add(of("powerThree", x -> x[0].power(3)));
    cases.add(of("affine", x -> x[0].affine(1.5, -2)));
    cases.add(of("divideNumber", x -> x[0].divide(3)));
    cases.add(of("logicalNot", x -> x[0].logicalNot()));
    cases.add(of("isNaN", x -> x[0].isNaN()));
    cases.add(of("isInfinite", x -> x[0].isInfinite()));
    cases.add(of("isFinite", x -> x[0].isFinite()));
    return cases;
  }

  static List<GoldenCase> reductions() {
    return List.of(
        of("sum", 15, x -> x[0].sum(0, 2)),
        of("sumAll", 60, x -> x[0].sum()),
        of("mean", 4, x -> x[0].mean(Axes.keep(1))),
        of("populationVariance", 15, x -> x[0].populationVariance(0, 2)),
        of("sampleVariance", 4, x -> x[0].sampleVariance(1)),
        of("populationDeviation", 4, x -> x[0].populationDeviation(1)),
        of("sampleDeviation", 60, x -> x[0].sampleDeviation()),
        of("product", 5, x -> x[0].product(2)),
        of("productWithZero", 3, x -> x[0].product()),
        of("min", x -> x[0].min(1)),
        of("max", x -> x[0].max(0, 2)),
        of("maxTies", x -> x[0].max(1)),
        of("norm", 5, x -> x[0].norm(2)),
        of("normOfZeros", 3, x -> x[0].norm()),
        of("sumOfAbsolutes", 3, x -> x[0].sumOfAbsolutes(0)),
        // the gradient exp(x - y) of inputs near 80 carries their rounding, ε·80
        of("logSumExp", 15 * 80, x -> x[0].logSumExp(0, 2)),
        of("cumulativeSum", 4, x -> x[0].cumulativeSum(1)),
        of("argMax", x -> x[0].argMax(1)),
        of("argMin", x -> x[0].argMin(2)),
        of("any", x -> x[0].greater(1.5).any(2)),
        of("all", x -> x[0].greater(-1).all(2)));
  }
}

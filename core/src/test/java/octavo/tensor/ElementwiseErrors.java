package octavo.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import octavo.storage.DType;

/// Operands that do not broadcast, and types without arithmetic.
final class ElementwiseErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor INTEGERS = Tensors.of(new long[] {1, 5}, 2);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);
  private static final String STORAGE =
      ": bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32).";

  static final List<ErrorCase> CASES = new ArrayList<>();

  static {
    arithmetic("add(Tensor)", Tensor::add);
    arithmetic("subtract(Tensor)", Tensor::subtract);
    arithmetic("multiply(Tensor)", Tensor::multiply);
    arithmetic("divide(Tensor)", Tensor::divide);
    arithmetic("power(Tensor)", Tensor::power);
    arithmetic("minimum(Tensor)", Tensor::minimum);
    arithmetic("maximum(Tensor)", Tensor::maximum);
    arithmetic("remainder(Tensor)", Tensor::remainder);
    arithmetic("atan2", Tensor::atan2);
    shapes("equalTo(Tensor)", Tensor::equalTo);
    shapes("notEqualTo(Tensor)", Tensor::notEqualTo);
    shapes("less(Tensor)", Tensor::less);
    shapes("lessEqual(Tensor)", Tensor::lessEqual);
    shapes("greater(Tensor)", Tensor::greater);
    shapes("greaterEqual(Tensor)", Tensor::greaterEqual);
    shapes("logicalAnd", Tensor::logicalAnd);
    shapes("logicalOr", Tensor::logicalOr);
    shapes("logicalXor", Tensor::logicalXor);
    shapes("where", (a, b) -> Tensors.where(X.greater(0), a, b));
    storageOnly("add(double)", x -> x.add(1));
    storageOnly("subtract(double)", x -> x.subtract(1));
    storageOnly("multiply(double)", x -> x.multiply(1));
    storageOnly("divide(double)", x -> x.divide(1));
    storageOnly("power(double)", x -> x.power(2));
    storageOnly("minimum(double)", x -> x.minimum(1));
    storageOnly("maximum(double)", x -> x.maximum(1));
    storageOnly("remainder(double)", x -> x.remainder(1));
    storageOnly("affine", x -> x.affine(1, 1));
    storageOnly("clamp", x -> x.clamp(0, 1));
    storageOnly("exp", Tensor::exp);
    storageOnly("computable", x -> Tensors.computable("computable", x));
    storageOnly("real", x -> Tensors.real("real", x));
    rest();
  }

  private ElementwiseErrors() {}

  private static void add(String name, ErrorCase.Call call, String message) {
    CASES.add(new ErrorCase(name, call, message));
  }

  private static void arithmetic(String method, BinaryOperator<Tensor> call) {
    shapes(method, call);
    String name = method.replaceFirst("\\(.*", "");
    add(method + " bfloat16 left", () -> call.apply(HALF, V), name + STORAGE);
    add(method + " bfloat16 right", () -> call.apply(V, HALF), name + STORAGE);
  }

  private static void shapes(String method, BinaryOperator<Tensor> call) {
    String rule =
        ": shapes must be equal or broadcast, but left is [2, 3] and right is [4] (axis -1: 3 ≠ 4). Sizes broadcast only from 1.";
    add(method + " shapes", () -> call.apply(X, V), method.replaceFirst("\\(.*", "") + rule);
  }

  private static void storageOnly(String method, UnaryOperator<Tensor> call) {
    String name = method.replaceFirst("\\(.*", "");
    add(method + " bfloat16", () -> call.apply(HALF), name + STORAGE);
  }

  private static void rest() {
    add(
        "where condition shape",
        () -> Tensors.where(V.greater(0), X, X),
        "where: shapes must be equal or broadcast, but left is [4] and right is [2, 3] (axis -1: 4 ≠ 3). Sizes broadcast only from 1.");
    add(
        "where type",
        () -> Tensors.where(X, X, X),
        "where: the condition must be bool, but is float32. Compare first, for example x.greater(0).");
    add(
        "clamp bounds",
        () -> X.clamp(2, 1),
        "clamp: low must not exceed high, but low is 2.0 and high is 1.0.");
    add(
        "clamp NaN",
        () -> X.clamp(Double.NaN, 1),
        "clamp: low must not exceed high, but low is NaN and high is 1.0.");
    add(
        "power(double) negative",
        () -> INTEGERS.power(-1),
        "power: integers have no negative powers, but the exponent is -1. Convert to a floating type first.");
    add(
        "remainder(double) of integers by 0",
        () -> INTEGERS.remainder(0),
        "remainder: integers have no remainder by 0, but the divisor is 0. Convert to a floating type first.");
    add(
        "remainder(Tensor) of integers by 0",
        () -> INTEGERS.remainder(Tensors.of(new long[] {1, 0}, 2)),
        "remainder: integers have no remainder by 0, but the divisor is 0. Convert to a floating type first.");
    add("polygamma", () -> X.polygamma(101), "polygamma: order must be from 0 to 100, but is 101.");
    add(
        "polygamma negative",
        () -> X.polygamma(-1),
        "polygamma: order must be from 0 to 100, but is -1.");
    add(
        "tracked integers",
        () -> INTEGERS.tracked(),
        "tracked: only floating types have gradients, but the type is int64. Convert first: x.to(DType.FLOAT32).tracked().");
  }
}

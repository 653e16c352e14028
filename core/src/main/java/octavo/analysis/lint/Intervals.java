package octavo.analysis.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import octavo.analysis.NetworkGraph;
import octavo.autograd.Trace;
import octavo.kernel.elementwise.ShapedFunction;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.AveragePool;
import octavo.op.BorderPad;
import octavo.op.BoxMean;
import octavo.op.Cast;
import octavo.op.Clamp;
import octavo.op.Concat;
import octavo.op.Copy;
import octavo.op.Dropout;
import octavo.op.Elementwise;
import octavo.op.Entmax;
import octavo.op.LogSoftmax;
import octavo.op.MaxPool;
import octavo.op.Operation;
import octavo.op.PixelShuffle;
import octavo.op.Reduce;
import octavo.op.ShapedElementwise;
import octavo.op.Softmax;
import octavo.op.ViewOp;
import octavo.op.Where;

/// Between which bounds the results of each operation are, whatever the input and the weights: what a
/// ReLU, a sigmoid or a softmax leaves is known. Constants are taken as anything, since they may be
/// computed from parameters.
final class Intervals {
  private final Map<NetworkGraph.Node, Interval> known = new HashMap<>();

  private Intervals() {}

  static Intervals of(NetworkGraph graph) {
    Intervals found = new Intervals();
    for (NetworkGraph.Node node : graph.nodes()) {
      found.known.put(node, found.compute(node));
    }
    return found;
  }

  Interval at(NetworkGraph.Node node) {
    return known.getOrDefault(node, Interval.ALL);
  }

  private Interval compute(NetworkGraph.Node node) {
    Operation operation = node.operation().orElse(null);
    if (operation == null || node.inputs().isEmpty()) {
      return Interval.ALL;
    }
    Interval x = at(node.inputs().getFirst());
    return switch (operation) {
      case Elementwise e -> unary(e.function(), x);
      case ShapedElementwise e -> shaped(e, x);
      case Clamp c ->
          Interval.of(
              Math.clamp(x.low(), c.low(), c.high()), Math.clamp(x.high(), c.low(), c.high()));
      case Affine a -> Interval.of(scaled(a, x.low()), scaled(a, x.high()));
      case Softmax s -> Interval.UNIT;
      case Entmax e -> Interval.UNIT;
      case LogSoftmax s -> Interval.NOT_POSITIVE;
      case MaxPool p -> x;
      case BoxMean m -> x;
      case PixelShuffle p -> x;
      case BorderPad p -> x;
      case Copy c -> x;
      case Cast c -> c.dtype().isFloating() ? x : Interval.ALL;
      case ViewOp v -> x;
      case AveragePool p -> x.sum();
      case Dropout d -> x.sum();
      case Reduce r -> reduced(r, x);
      case Concat c -> union(node, 0);
      case Where w -> union(node, 1);
      case Arithmetic a -> binary(a, node);
      default -> Interval.ALL;
    };
  }

  private static double scaled(Affine affine, double bound) {
    return (affine.scale() == 0 ? 0 : affine.scale() * bound) + affine.shift();
  }

  private static Interval unary(UnaryFunction f, Interval x) {
    return switch (f) {
      case RELU,
          RELU6,
          SQUARED_RELU,
          SIGMOID,
          LOG_SIGMOID,
          SOFTPLUS,
          TANH,
          EXP,
          EXPM1,
          ATAN,
          SINH,
          ASINH,
          SELU,
          SOFTSIGN,
          HARD_SIGMOID,
          ERF,
          FLOOR,
          CEIL,
          ROUND,
          TRUNC,
          SIGN ->
          rising(f, x);
      case LOG, LOG2, LOG10 -> x.low() >= 0 ? rising(f, x) : Interval.ALL;
      case LOG1P -> x.low() >= -1 ? rising(f, x) : Interval.ALL;
      case NEGATE -> x.negated();
      case ABSOLUTE, SQUARE -> even(f, x);
      case SQRT, RSQRT, ACOS -> Interval.NOT_NEGATIVE;
      case COSH -> new Interval(1, Double.POSITIVE_INFINITY);
      case SIN, COS -> new Interval(-1, 1);
      case ERFC -> new Interval(0, 2);
      case RECIPROCAL -> x.sum();
      // none goes further below 0 than 3/8
      case GELU, GELU_TANH, GELU_SIGMOID, SILU, MISH, HARD_SWISH ->
          x.low() >= 0 ? Interval.NOT_NEGATIVE : new Interval(-0.375, Double.POSITIVE_INFINITY);
      default -> Interval.ALL;
    };
  }

  /// The limits at infinity come from numbers so large that the function has reached them.
  private static Interval rising(UnaryFunction f, Interval x) {
    return Interval.of(f.apply(x.low()), f.apply(x.high()));
  }

  private static Interval even(UnaryFunction f, Interval x) {
    double a = f.apply(x.low());
    double b = f.apply(x.high());
    boolean crosses = x.low() < 0 && x.high() > 0;
    return Interval.of(crosses ? 0 : Math.min(a, b), Math.max(a, b));
  }

  private static Interval shaped(ShapedElementwise e, Interval x) {
    ShapedFunction f = e.function();
    boolean rises =
        switch (f) {
          case LEAKY_RELU, ELU, CELU -> e.a() >= 0;
          case SOFTPLUS -> e.a() > 0;
          case HARD_TANH, STEP, HARD_SHRINK, SOFT_SHRINK -> true;
          case THRESHOLD -> e.b() <= e.a();
          case SWISH -> false;
        };
    return rises
        ? Interval.of(f.apply(x.low(), e.a(), e.b()), f.apply(x.high(), e.a(), e.b()))
        : Interval.ALL;
  }

  private static Interval reduced(Reduce reduce, Interval x) {
    return switch (reduce.reduction()) {
      case MEAN, MAXIMUM, MINIMUM -> x;
      case SUM -> x.sum();
      case SUM_OF_SQUARES, SUM_OF_ABSOLUTES -> Interval.NOT_NEGATIVE;
      case PRODUCT, ANY, ALL -> Interval.ALL;
    };
  }

  /// Of all inputs from one on; a constant among them may be anything.
  private Interval union(NetworkGraph.Node node, int from) {
    int nodes = node.inputs().size();
    if (nodes < node.values().size() || from >= nodes) {
      return Interval.ALL;
    }
    List<NetworkGraph.Node> read = node.inputs().subList(from, nodes);
    Interval all = at(read.getFirst());
    for (NetworkGraph.Node input : read) {
      all = all.union(at(input));
    }
    return all;
  }

  private Interval binary(Arithmetic arithmetic, NetworkGraph.Node node) {
    Interval[] both = new Interval[2];
    int next = 0;
    for (int i = 0; i < 2; i++) {
      boolean constant = node.values().get(i) instanceof Trace.Constant;
      both[i] = constant ? Interval.ALL : at(node.inputs().get(next++));
    }
    Interval a = both[0];
    Interval b = both[1];
    boolean same = node.inputs().size() == 2 && node.inputs().get(0) == node.inputs().get(1);
    return switch (arithmetic.function()) {
      case ADD -> a.plus(b);
      case SUBTRACT -> a.plus(b.negated());
      case MULTIPLY -> same ? even(UnaryFunction.SQUARE, a) : a.times(b);
      case DIVIDE -> a.low() >= 0 && b.low() >= 0 ? Interval.NOT_NEGATIVE : Interval.ALL;
      case MAXIMUM -> new Interval(Math.max(a.low(), b.low()), Math.max(a.high(), b.high()));
      case MINIMUM -> new Interval(Math.min(a.low(), b.low()), Math.min(a.high(), b.high()));
      case POWER, ATAN2, REMAINDER, MASK -> Interval.ALL;
    };
  }
}

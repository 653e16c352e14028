package octavo.kernel.elementwise;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The loop of each function, made at its first use: one of vectors if the function has a vector
/// form, else one that takes number by number.
final class Loops {
  private static final Map<UnaryFunction, MapLoop> MAPS = new ConcurrentHashMap<>();
  private static final Map<UnaryFunction, ZipLoop> BACKWARD = new ConcurrentHashMap<>();
  private static final Map<ShapedFunction, ShapedLoop> SHAPED = new ConcurrentHashMap<>();
  private static final Map<ShapedFunction, ShapedGradientLoop> SHAPED_BACKWARD =
      new ConcurrentHashMap<>();
  private static final Map<BinaryFunction, ZipLoop> ZIPS = new ConcurrentHashMap<>();
  private static final Map<Comparison, TruthLoop> COMPARISONS = new ConcurrentHashMap<>();
  private static final Map<Predicate, TruthLoop> PREDICATES = new ConcurrentHashMap<>();

  private Loops() {}

  static MapLoop map(UnaryFunction f) {
    return MAPS.computeIfAbsent(f, Loops::newMap);
  }

  /// The loop of `dx = f'·dy`: its left operand is what `f.derivativeUsesOutput()` asks for.
  static ZipLoop backward(UnaryFunction f) {
    return BACKWARD.computeIfAbsent(f, Loops::newBackward);
  }

  static ShapedLoop shaped(ShapedFunction f) {
    return SHAPED.computeIfAbsent(
        f,
        key ->
            made(
                key.label(),
                LoopAssembler.loop(
                    SimdShapedTemplate.class,
                    SimdShapedForms.class,
                    SimdShapedForms.class,
                    key.label(),
                    ShapedLoop.class)));
  }

  /// The loop of `dx = f'(x)·dy`.
  static ShapedGradientLoop shapedBackward(ShapedFunction f) {
    return SHAPED_BACKWARD.computeIfAbsent(
        f,
        key ->
            made(
                key.label(),
                LoopAssembler.loop(
                    SimdShapedGradientTemplate.class,
                    SimdShapedDerivativeForms.class,
                    SimdShapedDerivativeForms.class,
                    key.label(),
                    ShapedGradientLoop.class)));
  }

  static ZipLoop zip(BinaryFunction f) {
    return ZIPS.computeIfAbsent(f, Loops::newZip);
  }

  static TruthLoop comparison(Comparison c) {
    return COMPARISONS.computeIfAbsent(c, key -> truth(key.label()));
  }

  static TruthLoop predicate(Predicate p) {
    return PREDICATES.computeIfAbsent(p, key -> truth(key.label()));
  }

  /// `f'`, from what `f.derivativeUsesOutput()` asks for.
  static double slope(UnaryFunction f, double xOrY) {
    return f.derivativeUsesOutput()
        ? f.derivative(Double.NaN, xOrY)
        : f.derivative(xOrY, f.apply(xOrY));
  }

  private static MapLoop newMap(UnaryFunction f) {
    MapLoop loop =
        LoopAssembler.loop(
            SimdMapTemplate.class,
            SimdUnaryForms.class,
            SimdUnaryForms.class,
            f.label(),
            MapLoop.class);
    if (loop == null) {
      return new MapLoop.OneByOne(f);
    }
    return isLimited(f) ? new SimdLimited.Map(f, loop) : loop;
  }

  private static ZipLoop newBackward(UnaryFunction f) {
    ZipLoop loop = zip(SimdDerivativeForms.class, f.label());
    if (loop == null) {
      return new ZipLoop.OneByOne((v, dy) -> dy * slope(f, v));
    }
    return isLimited(f) ? new SimdLimited.Backward(f, loop) : loop;
  }

  private static ZipLoop newZip(BinaryFunction f) {
    ZipLoop loop = zip(SimdBinaryForms.class, f.label());
    return loop == null ? new ZipLoop.OneByOne((a, b) -> f.apply(a, b)) : loop;
  }

  /// Whether the vector form of `f`, or of its derivative, serves only arguments up to
  /// [SimdTrigonometry#LIMIT].
  private static boolean isLimited(UnaryFunction f) {
    return f == UnaryFunction.SIN || f == UnaryFunction.COS;
  }

  private static @Nullable ZipLoop zip(Class<?> forms, String name) {
    return LoopAssembler.loop(
        SimdZipTemplate.class, SimdBinaryForms.class, forms, name, ZipLoop.class);
  }

  private static TruthLoop truth(String name) {
    TruthLoop loop =
        LoopAssembler.loop(
            SimdTruthTemplate.class,
            SimdTruthForms.class,
            SimdTruthForms.class,
            name,
            TruthLoop.class);
    return made(name, loop);
  }

  private static <T> T made(String name, @Nullable T loop) {
    if (loop == null) {
      throw new IllegalStateException(
          "loop: a vector form is needed, but there is none of " + name + ".");
    }
    return loop;
  }
}

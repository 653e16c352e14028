package octavo.distribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Closed forms of the Kullback-Leibler divergence, by the classes of both distributions. Fixed once made.
final class DivergenceTable {
  private final Map<Pair, BiFunction<Distribution, Distribution, Tensor>> rules = new HashMap<>();

  /// The classes of two distributions.
  record Pair(Class<?> p, Class<?> q) {}

  /// This table with the divergence of a `P` from a `Q`.
  <P extends Distribution, Q extends Distribution> DivergenceTable with(
      Class<P> p, Class<Q> q, BiFunction<P, Q, Tensor> rule) {
    rules.put(new Pair(p, q), (a, b) -> rule.apply(p.cast(a), q.cast(b)));
    return this;
  }

  /// This table with a `P` that can draw what every one of the `qs` cannot: their divergences are infinite.
  @SafeVarargs
  final DivergenceTable infinite(
      Class<? extends Distribution> p, Class<? extends Distribution>... qs) {
    for (Class<? extends Distribution> q : qs) {
      rules.put(new Pair(p, q), DivergenceTable::infinity);
    }
    return this;
  }

  /// This table with all of another.
  DivergenceTable with(DivergenceTable other) {
    rules.putAll(other.rules);
    return this;
  }

  /// The same rules computed in float64 and rounded once.
  DivergenceTable inFloat64() {
    rules.replaceAll((pair, rule) -> (p, q) -> rule.apply(Wide.of(p), Wide.of(q)).to(type(p, q)));
    return this;
  }

  private static DType type(Distribution p, Distribution q) {
    return DType.promote(p.mean().dtype(), q.mean().dtype());
  }

  private static Tensor infinity(Distribution p, Distribution q) {
    Shape batch = Shape.broadcast("kl", p.batchShape(), q.batchShape());
    return Tensors.full(type(p, q), batch, Double.POSITIVE_INFINITY);
  }

  /// The closed form for these classes, or null.
  @Nullable BiFunction<Distribution, Distribution, Tensor> find(Distribution p, Distribution q) {
    return rules.get(new Pair(p.getClass(), q.getClass()));
  }

  /// All pairs, in no order.
  List<Pair> pairs() {
    return new ArrayList<>(rules.keySet());
  }
}

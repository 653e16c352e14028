package octavo.approximation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/// How far each step goes: the `a_k` of `w_{k+1} = w_k − a_k·g̃(w_k)`, with `k` counted from 1.
///
/// The theorem of Robbins and Monro asks for `Σ a_k = ∞`, so that the goal is reached from anywhere, and
/// `Σ a_k² < ∞`, so that the noise dies out. A rule *decides* both where it is a power law, that is for
/// every rule here but [Custom]: no finite number of values says anything about an infinite sum.
///
/// | rule | `Σ a_k = ∞` | `Σ a_k² < ∞` |
/// |---|---|---|
/// | constant | yes | no |
/// | `1/√k` | yes | no |
/// | `1/k`, `1/(k + b)` | yes | yes |
/// | `1/k²` | no | yes |
public sealed interface StepRule {
  /// The length of step `k`, counted from 1.
  double at(long k);

  /// The same length at every step: neither dies out the noise nor can it stop short.
  ///
  /// @param length `a`
  record Constant(double length) implements StepRule {
    /// Checks the length.
    ///
    /// @throws IllegalArgumentException if it is not finite or is negative
    public Constant {
      if (!(length >= 0) || Double.isInfinite(length)) {
        throw new IllegalArgumentException(
            "Constant: length must be finite and not negative, but is " + length + ".");
      }
    }

    @Override
    public double at(long k) {
      return length;
    }
  }

  /// A power law, `a/(k + b)^p`.
  ///
  /// @param factor `a`
  /// @param shift `b`, which makes the first steps smaller without a change to the later ones
  /// @param exponent `p`
  record Power(double factor, double shift, double exponent) implements StepRule {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is not finite, the factor or the exponent is negative, or
    ///   the shift is not above −1
    public Power {
      boolean finite = Double.isFinite(factor + shift + exponent);
      if (!finite || factor < 0 || shift <= -1 || exponent < 0) {
        throw new IllegalArgumentException(
            "Power: factor and exponent must be finite and not negative and shift above -1, but factor is %s, shift is %s and exponent is %s."
                .formatted(factor, shift, exponent));
      }
    }

    @Override
    public double at(long k) {
      double n = k + shift;
      return exponent == 1 ? factor / n : factor * Math.pow(n, -exponent);
    }
  }

  /// One rule after another. The last one decides the sums, whatever came before.
  ///
  /// @param from the step at which each rule begins; the first is 1
  /// @param rules which take the number of the step within the whole run
  record Piecewise(List<Long> from, List<StepRule> rules) implements StepRule {
    /// Keeps its own lists.
    ///
    /// @throws IllegalArgumentException if there are not as many beginnings as rules, or the beginnings
    ///   do not grow from 1
    public Piecewise {
      from = List.copyOf(from);
      rules = List.copyOf(rules);
      boolean grow = from.size() == rules.size() && !from.isEmpty() && from.getFirst() == 1;
      for (int i = 1; grow && i < from.size(); i++) {
        grow = from.get(i) > from.get(i - 1);
      }
      if (!grow) {
        throw new IllegalArgumentException(
            "Piecewise: there must be a beginning for each rule, growing from 1, but there are %d rules from %s."
                .formatted(rules.size(), from));
      }
    }

    @Override
    public double at(long k) {
      int piece = 0;
      while (piece + 1 < from.size() && from.get(piece + 1) <= k) {
        piece++;
      }
      return rules.get(piece).at(k);
    }
  }

  /// Any function of the step. Nothing is known of its sums.
  ///
  /// @param name of the rule, for messages
  /// @param function from `k` to `a_k`
  record Custom(String name, LongToDoubleFunction function) implements StepRule {
    @Override
    public double at(long k) {
      return function.applyAsDouble(k);
    }
  }

  /// `a` at every step.
  ///
  /// @throws IllegalArgumentException if `length` is not finite or is negative
  static StepRule constant(double length) {
    return new Constant(length);
  }

  /// `1/k`, with which Robbins-Monro gives the mean exactly.
  static StepRule harmonic() {
    return new Power(1, 0, 1);
  }

  /// `a/k`.
  ///
  /// @throws IllegalArgumentException if `factor` is not finite or is negative
  static StepRule harmonic(double factor) {
    return new Power(factor, 0, 1);
  }

  /// `a/(k + b)`.
  ///
  /// @throws IllegalArgumentException if a number is not finite, `factor` is negative, or `shift` is not
  ///   above −1
  static StepRule harmonic(double factor, double shift) {
    return new Power(factor, shift, 1);
  }

  /// `a/k^p`.
  ///
  /// @throws IllegalArgumentException if a number is not finite or is negative
  static StepRule power(double factor, double exponent) {
    return new Power(factor, 0, exponent);
  }

  /// A rule by a function of the step, such as `k -> 0.99 * …`, whose sums are not decided.
  static StepRule custom(String name, LongToDoubleFunction function) {
    return new Custom(name, function);
  }

  /// This rule before step `k`, and another one from there on, counted through.
  ///
  /// @throws IllegalArgumentException if `k` is not after the beginning of this rule's last piece
  default StepRule then(long k, StepRule next) {
    List<Long> from = new ArrayList<>(List.of(1L));
    List<StepRule> rules = new ArrayList<>(List.of(this));
    if (this instanceof Piecewise pieces) {
      from = new ArrayList<>(pieces.from());
      rules = new ArrayList<>(pieces.rules());
    }
    from.add(k);
    rules.add(next);
    return new Piecewise(from, rules);
  }

  /// Whether `Σ a_k = ∞`.
  default Decision sumIsInfinite() {
    return Tail.infinite("Σ a_k = ∞", Tail.of(this));
  }

  /// Whether `Σ a_k² < ∞`.
  default Decision sumOfSquaresIsFinite() {
    return Tail.finite("Σ a_k² < ∞", Tail.product(Tail.of(this), Tail.of(this)));
  }

  /// Both conditions of Robbins and Monro on the steps.
  default Conditions conditions() {
    return Conditions.of(sumIsInfinite(), sumOfSquaresIsFinite());
  }

  /// `a_1 + … + a_n`, from the last on, so that small numbers are not lost in large ones.
  ///
  /// @throws IllegalArgumentException if `n` is negative
  default double partialSum(long n) {
    requireCount("partialSum", n);
    double sum = 0;
    for (long k = n; k >= 1; k--) {
      sum += at(k);
    }
    return sum;
  }

  /// `a_1² + … + a_n²`, from the last on.
  ///
  /// @throws IllegalArgumentException if `n` is negative
  default double partialSumOfSquares(long n) {
    requireCount("partialSumOfSquares", n);
    double sum = 0;
    for (long k = n; k >= 1; k--) {
      sum += at(k) * at(k);
    }
    return sum;
  }

  private static void requireCount(String method, long n) {
    if (n < 0) {
      throw new IllegalArgumentException(method + ": n must not be negative, but is " + n + ".");
    }
  }
}

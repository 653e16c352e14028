package octavo.approximation;

import java.util.Locale;

/// What a sequence of positive numbers does in the end, as far as it is known. Sums and limits depend on
/// nothing else.
sealed interface Tail {
  /// From some step on `factor/(k + shift)^exponent`, or what products of such sequences are like:
  /// `factor/k^exponent` times what tends to 1.
  record Power(double factor, double exponent, double shift) implements Tail {}

  /// All numbers are 0 from some step on.
  record Zero() implements Tail {}

  /// Something else.
  record Unknown(String why) implements Tail {}

  /// What a rule is in the end.
  static Tail of(StepRule rule) {
    return switch (rule) {
      case StepRule.Constant c -> power(c.length(), 0, 0);
      case StepRule.Power p -> power(p.factor(), p.shift(), p.exponent());
      case StepRule.Piecewise pieces -> of(pieces.rules().getLast());
      case StepRule.Custom custom ->
          new Unknown(
              "'%s' is not known as a power law, and no number of its values decides an infinite sum"
                  .formatted(custom.name()));
    };
  }

  private static Tail power(double factor, double shift, double exponent) {
    return factor == 0 ? new Zero() : new Power(factor, exponent, exponent == 0 ? 0 : shift);
  }

  /// The product of two sequences.
  static Tail product(Tail one, Tail other) {
    if (one instanceof Zero || other instanceof Zero) {
      return new Zero();
    }
    if (one instanceof Power a && other instanceof Power b) {
      return new Power(a.factor * b.factor, a.exponent + b.exponent, 0);
    }
    return one instanceof Unknown ? one : other;
  }

  /// The sequence of quotients.
  static Tail quotient(Tail one, Tail other) {
    if (one instanceof Power a && other instanceof Power b) {
      return new Power(a.factor / b.factor, a.exponent - b.exponent, 0);
    }
    if (other instanceof Zero) {
      return new Unknown("division by 0");
    }
    return other instanceof Unknown || one instanceof Power ? other : one;
  }

  /// Whether the sum of the sequence is infinite.
  static Decision infinite(String statement, Tail tail) {
    return switch (tail) {
      case Power p ->
          decide(
              statement,
              p.exponent <= 1,
              p.exponent == 0
                  ? "the terms do not even tend to 0"
                  : "Σ 1/k^p is infinite for p ≤ 1 only, and here p = " + number(p.exponent));
      case Zero zero -> decide(statement, false, "from some step on all terms are 0");
      case Unknown unknown -> undecided(statement, unknown);
    };
  }

  /// Whether the sum of the sequence is finite.
  static Decision finite(String statement, Tail tail) {
    return switch (tail) {
      case Power p ->
          decide(
              statement,
              p.exponent > 1,
              p.exponent == 0
                  ? "the terms do not even tend to 0"
                  : "Σ 1/k^p is finite for p > 1 only, and here p = " + number(p.exponent));
      case Zero zero -> decide(statement, true, "from some step on all terms are 0");
      case Unknown unknown -> undecided(statement, unknown);
    };
  }

  /// Whether the sequence tends to 0.
  static Decision vanishes(String statement, Tail tail) {
    return switch (tail) {
      case Power p ->
          decide(
              statement,
              p.exponent > 0,
              "1/k^p tends to 0 for p > 0 only, and here p = " + number(p.exponent));
      case Zero zero -> decide(statement, true, "from some step on all terms are 0");
      case Unknown unknown -> undecided(statement, unknown);
    };
  }

  /// Whether from some step on the numbers of one sequence are at most those of another.
  static Decision atMost(String statement, Tail small, Tail large) {
    if (small instanceof Unknown unknown) {
      return undecided(statement, unknown);
    }
    if (large instanceof Unknown unknown) {
      return undecided(statement, unknown);
    }
    if (small instanceof Zero) {
      return decide(statement, true, "from some step on the left side is 0");
    }
    if (!(small instanceof Power s) || !(large instanceof Power l)) {
      return decide(statement, false, "from some step on the right side is 0");
    }
    if (s.exponent != l.exponent) {
      return decide(
          statement,
          s.exponent > l.exponent,
          "in the end the exponent decides: %s on the left, %s on the right"
              .formatted(number(s.exponent), number(l.exponent)));
    }
    if (s.factor != l.factor) {
      return decide(
          statement,
          s.factor < l.factor,
          "exponents are equal, so the factor decides: %s on the left, %s on the right"
              .formatted(number(s.factor), number(l.factor)));
    }
    return decide(
        statement,
        s.shift >= l.shift,
        "all but the shift is equal: %s on the left, %s on the right"
            .formatted(number(s.shift), number(l.shift)));
  }

  private static Decision decide(String statement, boolean holds, String reason) {
    return new Decision(statement, holds ? Decision.Answer.YES : Decision.Answer.NO, reason);
  }

  private static Decision undecided(String statement, Unknown unknown) {
    return new Decision(statement, Decision.Answer.NOT_DECIDED, unknown.why);
  }

  /// A number in at most six digits.
  static String number(double x) {
    if (x == Math.rint(x) && Math.abs(x) < 1e6) {
      return Long.toString((long) x);
    }
    return String.format(Locale.ROOT, "%.6g", x)
        .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
        .replaceFirst("\\.(e|$)", "$1");
  }
}

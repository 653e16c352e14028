package octavo.approximation;

import java.util.List;
import java.util.stream.Collectors;

/// The conditions of a theorem that concern its sequences, each decided where it can be.
///
/// What a theorem asks of the *function* (such as `0 < c₁ ≤ g'(w) ≤ c₂`) and of the *noise* (mean 0 and a
/// bounded variance, given the past) is not among them: that is the user's to know.
///
/// @param decisions one for each condition
public record Conditions(List<Decision> decisions) {
  /// Keeps its own list.
  ///
  /// @throws IllegalArgumentException if there is no condition
  public Conditions {
    decisions = List.copyOf(decisions);
    if (decisions.isEmpty()) {
      throw new IllegalArgumentException(
          "Conditions: there must be at least one decision, but there are 0.");
    }
  }

  static Conditions of(Decision... decisions) {
    return new Conditions(List.of(decisions));
  }

  /// All of them as one: no, if one does not hold; else not decided, if one is not decided.
  public Decision all() {
    Decision found = decisions.getFirst();
    for (Decision decision : decisions) {
      if (decision.answer() == Decision.Answer.NO) {
        found = decision;
        break;
      }
      if (found.holds()) {
        found = decision;
      }
    }
    return new Decision(
        "all conditions on the sequences",
        found.answer(),
        found.holds()
            ? "each of the " + decisions.size() + " does"
            : "because of " + found.statement() + ": " + found.reason());
  }

  /// Whether all are known to hold.
  public boolean hold() {
    return all().holds();
  }

  /// One line for each condition.
  @Override
  public String toString() {
    return decisions.stream().map(Decision::toString).collect(Collectors.joining("\n"));
  }
}

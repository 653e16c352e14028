package octavo.approximation;

/// The answer to one condition of a theorem, with its reason.
///
/// @param statement what is asked, such as `Σ a_k = ∞`
/// @param answer whether it holds
/// @param reason why, or why that cannot be told
public record Decision(String statement, Answer answer, String reason) {
  /// What can be said of a condition.
  public enum Answer {
    /// It holds.
    YES,
    /// It does not hold.
    NO,
    /// Nothing that is known decides it.
    NOT_DECIDED
  }

  /// Whether the condition is known to hold.
  public boolean holds() {
    return answer == Answer.YES;
  }

  @Override
  public String toString() {
    String word =
        switch (answer) {
          case YES -> "yes";
          case NO -> "no";
          case NOT_DECIDED -> "not decided";
        };
    return statement + ": " + word + ", " + reason;
  }
}

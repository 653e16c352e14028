package octavo.analysis.lint;

import java.util.Set;

/// One thing that may be wrong. A rule reports what is surely wrong or seldom meant, and stays silent
/// where it cannot tell.
public interface Rule {
  /// What a rule must be given besides the network and an example of its input.
  enum Need {
    /// The training data.
    BATCHES("the training data"),
    /// The loss as a [octavo.nn.loss.Loss].
    LOSS("a loss"),
    /// A loss of either kind.
    OBJECTIVE("what is minimized"),
    /// An optimizer.
    OPTIMIZER("an optimizer");

    private final String words;

    Need(String words) {
      this.words = words;
    }

    /// The need in words.
    public String words() {
      return words;
    }
  }

  /// A short name with hyphens, by which the rule can be left out.
  String name();

  /// What is wrong where the rule finds something, in one line.
  String says();

  /// What the rule must be given; nothing unless it says so.
  default Set<Need> needs() {
    return Set.of();
  }

  /// Looks at the subject, which has what the rule needs, and reports what is wrong.
  void check(Subject subject, Findings findings);
}

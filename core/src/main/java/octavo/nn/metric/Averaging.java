package octavo.nn.metric;

/// How the scores of several classes or labels become one.
public enum Averaging {
  /// The mean of the scores, each class counting the same. Classes that neither occur nor are predicted
  /// are left out.
  MACRO,
  /// The score of the counts of all classes together, each example counting the same.
  MICRO,
  /// The mean of the scores, each class counting as often as it occurs.
  WEIGHTED
}

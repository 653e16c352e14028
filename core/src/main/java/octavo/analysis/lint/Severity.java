package octavo.analysis.lint;

/// How bad a finding is.
public enum Severity {
  /// It costs something, or is seldom meant.
  WARNING,
  /// What is trained or computed is not what was meant.
  ERROR
}

package octavo.examples;

/// First line that is short.
/// A second, with `a long code span = x + y·z − 1` and more words to be over the limit, surely, by now.
///
/// | a | b |
/// |---|---|
/// | 1 | 2 |
///
/// - item one
///   continued
/// - item two
///   1. nested
///
/// ```java
/// int   x = 1;
///     indented();
/// ```
///
///     code by indentation
final class Probe {
  private Probe() {}
}

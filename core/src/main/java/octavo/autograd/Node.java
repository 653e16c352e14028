package octavo.autograd;

/// How a tensor came to be, where that is remembered: a leaf of the graph or the result of an
/// operation, for gradients, or a value of a [Trace].
public abstract sealed class Node permits Leaf, OperationNode, TraceNode {
  Node() {}

  /// What this is, for messages: an operation's name or a parameter's.
  public abstract String label();
}

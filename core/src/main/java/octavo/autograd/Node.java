package octavo.autograd;

/// How a tracked tensor came to be: a leaf of the graph, or the result of an operation.
public abstract sealed class Node permits Leaf, OperationNode {
  Node() {}

  /// What this is, for messages: an operation's name or a parameter's.
  public abstract String label();
}

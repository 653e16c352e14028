package octavo.analysis.receptive;

/// Two branches that meet although their places do not look at the same places of the input.
///
/// @param node the number of the node where they meet
/// @param path its layer
/// @param name its operation
/// @param axis the axis of the input
/// @param first a branch
/// @param second one that differs
public record Misalignment(
    int node, String path, String name, int axis, Branch first, Branch second) {
  /// One side.
  ///
  /// @param from what comes in, layer and operation
  /// @param jump how far it moves over the input for each place
  /// @param center what its place 0 looks at, on the mean of all phases
  public record Branch(String from, Ratio jump, Ratio center) {}

  /// What is wrong, and what helps.
  public String message() {
    boolean drift = !first.jump().equals(second.jump());
    return "%s joins branches that do not look at the same places along axis %d: %s has jump %s and center %s, %s has jump %s and center %s. %s"
        .formatted(
            path.isEmpty() ? name : path + " (" + name + ")",
            axis,
            first.from(),
            first.jump().text(),
            first.center().text(),
            second.from(),
            second.jump().text(),
            second.center().text(),
            drift
                ? "They drift apart with each place; give both branches the same product of strides."
                : "Pad both so that their centers agree: (kernel - 1)/2 in front for an odd kernel.");
  }
}

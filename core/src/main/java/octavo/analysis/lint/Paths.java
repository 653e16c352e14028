package octavo.analysis.lint;

/// Dotted paths of layers and parameters.
final class Paths {
  private Paths() {}

  /// Whether `path` is `above` or below it; everything is below the empty path.
  static boolean isWithin(String path, String above) {
    return above.isEmpty() || path.equals(above) || path.startsWith(above + ".");
  }

  /// The path of the layer that holds a parameter.
  static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /// A path in quotes, or words for the empty one.
  static String quoted(String path) {
    return path.isEmpty() ? "the network" : "'" + path + "'";
  }
}

package octavo.analysis;

import java.util.regex.Pattern;

/// Which lines of code explain to a reader where something happens in a network.
final class Places {
  /// Layers and operations of the library, and what Java itself runs in between; not whole networks.
  private static final Pattern INNER =
      Pattern.compile(
          "(octavo\\.(nn|nn\\.loss|nn\\.smooth|tensor|op|autograd|storage|random|kernel\\..*|kernel)\\.[^.]*"
              + "|(java|jdk|sun)\\..*)");

  private Places() {}

  /// Whether a reader wants to see a line of that class rather than of what called it.
  static boolean isOfInterest(String className) {
    return !INNER.matcher(className).matches();
  }

  /// A place as `ResNet.java:88`.
  static String describe(StackTraceElement place) {
    return place.getFileName() + ":" + place.getLineNumber();
  }
}

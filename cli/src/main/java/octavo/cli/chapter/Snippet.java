package octavo.cli.chapter;

import java.util.List;

/// A part of a source file of this package, so that the code of a page is code that is compiled and run.
final class Snippet {
  private Snippet() {}

  /// The lines between `// begin region` and `// end region` of a class, moved to the left.
  ///
  /// @throws IllegalStateException if there is no such region
  static String of(String type, String region) {
    List<String> lines = Page.resource(type + ".java").lines().toList();
    int begin = marked(lines, "// begin " + region);
    int end = marked(lines, "// end " + region);
    if (begin < 0 || end <= begin) {
      throw new IllegalStateException(
          "page: %s.java must have a region %s, but has none.".formatted(type, region));
    }
    // an empty line at the end would count as one without indentation
    return String.join("\n", lines.subList(begin + 1, end)).stripTrailing().stripIndent().strip();
  }

  private static int marked(List<String> lines, String mark) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(mark)) {
        return i;
      }
    }
    return -1;
  }
}

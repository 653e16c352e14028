package octavo.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A check of SVG text by hand: tags match, attributes are quoted, nothing unsafe stands between.
final class Markup {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z]+)((?: [a-zA-Z0-9:-]+=\"[^\"<>]*\")*)(/?)>");

  private Markup() {}

  static void requireWellFormed(String svg) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(svg);
    int at = 0;
    while (tag.find()) {
      assertThat(svg.substring(at, tag.start())).doesNotContain("<", ">");
      if (!tag.group(1).isEmpty()) {
        assertThat(open.pop()).isEqualTo(tag.group(2));
      } else if (tag.group(4).isEmpty()) {
        open.push(tag.group(2));
      }
      at = tag.end();
    }
    assertThat(open).isEmpty();
    assertThat(svg.substring(at).strip()).isEmpty();
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("<title>", "<desc>", "prefers-color-scheme:dark")
        .doesNotContain("NaN\"", "Infinity", "E+", "E-");
  }
}

package octavo.plot;

import java.util.Base64;

/// Writes one SVG file, element by element.
final class Canvas {
  /// Average widths of a character in a sans-serif type of size 1, by kind.
  private static final double NARROW = 0.35;

  private static final double WIDE = 0.78;
  private static final double OTHER = 0.6;
  private static final double BOLD = 1.15;

  private final StringBuilder out = new StringBuilder();

  Canvas(String title, String description, double width, double height) {
    this(title, description, width, height, "");
  }

  /// With more rules of style, for this chart alone.
  Canvas(String title, String description, double width, double height, String rules) {
    String size =
        "viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\""
            .formatted(number(width), number(height), number(width), number(height));
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"octavo\" role=\"img\" ")
        .append(size)
        .append(" aria-label=\"")
        .append(escape(title))
        .append("\">\n<title>")
        .append(escape(title))
        .append("</title>\n<desc>")
        .append(escape(description))
        .append("</desc>\n<style>\n")
        .append(Theme.CSS)
        .append(rules)
        .append("</style>\n");
    rect("ground", 0, 0, width, height, 0);
    if (!title.isEmpty()) {
      text("title", 16, 26, title);
    }
  }

  static String number(double value) {
    return Ticks.coordinate(value);
  }

  /// Text that is safe inside an element and inside an attribute.
  static String escape(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            case '\t', '\n', '\r' -> safe.append(' ');
            default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
          }
        });
    return safe.toString();
  }

  /// Whether XML allows the character.
  private static boolean isAllowed(int c) {
    return c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  /// About how wide a text will be.
  static double width(String text, double size) {
    double sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (" .,:;|!'ijlIftr-()[]".indexOf(c) >= 0) {
        sum += NARROW;
      } else {
        sum += Character.isUpperCase(c) || c == 'm' || c == 'w' || c > 0x2FF ? WIDE : OTHER;
      }
    }
    return sum * size;
  }

  /// How wide a chart must be for its title, which is bold, with the space beside it.
  static double titleWidth(String title) {
    return 32 + BOLD * width(title, 15);
  }

  void text(String kind, double x, double y, String text) {
    text(kind, x, y, "", text);
  }

  /// Text with more attributes, which begin with a space.
  void text(String kind, double x, double y, String attributes, String text) {
    out.append(
            "<text class=\"%s\" x=\"%s\" y=\"%s\"%s>"
                .formatted(kind, number(x), number(y), attributes))
        .append(escape(text))
        .append("</text>\n");
  }

  void line(String kind, double x1, double y1, double x2, double y2) {
    out.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  void rect(String kind, double x, double y, double width, double height, double radius) {
    out.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>\n"
            .formatted(
                kind,
                number(x),
                number(y),
                number(width),
                number(height),
                radius > 0 ? " rx=\"" + number(radius) + "\"" : ""));
  }

  /// A rectangle of one color with a text that appears under the pointer.
  void cell(String fill, double x, double y, double width, double height, String hint) {
    out.append(
            "<rect class=\"cell\" fill=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>"
                .formatted(fill, number(x), number(y), number(width), number(height)))
        .append(escape(hint))
        .append("</title></rect>\n");
  }

  /// A rectangle with a text that appears under the pointer.
  void box(
      String kind, double x, double y, double width, double height, double radius, String hint) {
    out.append(
            "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"><title>"
                .formatted(
                    kind, number(x), number(y), number(width), number(height), number(radius)))
        .append(escape(hint))
        .append("</title></rect>\n");
  }

  void circle(String kind, double x, double y, double radius) {
    out.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n"
            .formatted(kind, number(x), number(y), number(radius)));
  }

  void path(String kind, CharSequence data) {
    out.append("<path class=\"").append(kind).append("\" d=\"").append(data).append("\"/>\n");
  }

  void image(byte[] png, double x, double y, double width, double height, String hint) {
    out.append(
            "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,"
                .formatted(number(x), number(y), number(width), number(height)))
        .append(Base64.getEncoder().encodeToString(png))
        .append("\"><title>")
        .append(escape(hint))
        .append("</title></image>\n");
  }

  /// What follows is cut at the edges of a rectangle, until [#endCut].
  void cut(double x, double y, double width, double height) {
    // equal names are equal rectangles, so that charts of one page may share them
    String id = "cut-%s-%s-%s-%s".formatted(number(x), number(y), number(width), number(height));
    out.append("<clipPath id=\"").append(id).append("\">\n");
    rect("frame", x, y, width, height, 0);
    out.append("</clipPath>\n<g clip-path=\"url(#").append(id).append(")\">\n");
  }

  void endCut() {
    out.append("</g>\n");
  }

  /// A path of this length that grows: `left` is what of it is still to come, at equal times.
  void growingPath(
      String kind, CharSequence data, double length, CharSequence left, double seconds) {
    out.append("<path class=\"").append(kind).append("\" stroke-dasharray=\"");
    out.append(number(length)).append("\" d=\"").append(data).append("\">");
    animate("stroke-dashoffset", left, seconds);
    out.append("</path>\n");
  }

  /// A circle that runs through positions at equal times; without motion it stays at the last.
  void runner(
      String kind,
      double x,
      double y,
      double radius,
      CharSequence xs,
      CharSequence ys,
      double seconds) {
    out.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\">"
            .formatted(kind, number(x), number(y), number(radius)));
    animate("cx", xs, seconds);
    animate("cy", ys, seconds);
    out.append("</circle>\n");
  }

  private void animate(String attribute, CharSequence values, double seconds) {
    out.append("<animate attributeName=\"")
        .append(attribute)
        .append("\" dur=\"")
        .append(number(seconds))
        .append("s\" repeatCount=\"indefinite\" values=\"")
        .append(values)
        .append("\"/>");
  }

  String finish() {
    return out + "</svg>\n";
  }
}

package octavo.format;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A small strict JSON reader and writer. Objects are maps in order, arrays lists, numbers longs or
/// doubles, then strings, booleans and null.
public final class Json {
  private static final int DEEPEST = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private final String file;
  private final long base;
  private int at;

  private Json(String text, String file, long base) {
    this.text = text;
    this.file = file;
    this.base = base;
  }

  /// Reads one value; `file` is the name for errors, whose offsets count bytes of UTF-8.
  ///
  /// @throws FormatException if the text is no JSON
  public static @Nullable Object parse(String text, String file) throws FormatException {
    return parse(text, file, 0);
  }

  /// Reads one value from a text that begins at byte `base` of a file.
  static @Nullable Object parse(String text, String file, long base) throws FormatException {
    Json json = new Json(text, file, base);
    Object value = json.value(0);
    json.space();
    if (json.at != text.length()) {
      throw json.error("the end of the text");
    }
    return value;
  }

  private FormatException error(String expected) {
    String found = at < text.length() ? shown(text.charAt(at)) : "the end of the text";
    int bytes = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    return new FormatException(file, base + bytes, expected, found);
  }

  private static String shown(char c) {
    return c < 0x20 || c > 0x7E ? String.format("U+%04X", (int) c) : "'" + c + "'";
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char c) throws FormatException {
    space();
    if (at >= text.length() || text.charAt(at) != c) {
      throw error("'" + c + "'");
    }
    at++;
  }

  private boolean accept(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private @Nullable Object value(int depth) throws FormatException {
    space();
    if (at >= text.length()) {
      throw error("a JSON value");
    }
    if (depth > DEEPEST) {
      throw error("at most " + DEEPEST + " levels of nesting");
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) throws FormatException {
    if (!text.startsWith(word, at)) {
      throw error(word);
    }
    at += word.length();
    return value;
  }

  private Map<String, @Nullable Object> object(int depth) throws FormatException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    expect('{');
    if (accept('}')) {
      return map;
    }
    do {
      space();
      int start = at;
      String key = string();
      expect(':');
      if (map.containsKey(key)) {
        at = start;
        throw error("a key that has not occurred before");
      }
      map.put(key, value(depth + 1));
    } while (accept(','));
    expect('}');
    return map;
  }

  private List<@Nullable Object> array(int depth) throws FormatException {
    List<@Nullable Object> list = new ArrayList<>();
    expect('[');
    if (accept(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
    } while (accept(','));
    expect(']');
    return list;
  }

  private String string() throws FormatException {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < 0x20) {
        at--;
        throw error("an escaped control character");
      }
      value.append(c == '\\' ? escape() : c);
    }
    expect('"');
    return value.toString();
  }

  private char escape() throws FormatException {
    if (at >= text.length()) {
      throw error("an escape");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
          throw error("four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> {
        at--;
        throw error("an escape");
      }
    };
  }

  private Object number() throws FormatException {
    int start = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    if (!NUMBER.matcher(digits).matches()) {
      at = start;
      throw error("a JSON value");
    }
    boolean whole = digits.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    if (whole) {
      BigInteger integer = new BigInteger(digits);
      if (integer.bitLength() < Long.SIZE) {
        return integer.longValue();
      }
    }
    return Double.valueOf(digits);
  }

  /// Writes a value as one line. Numbers that JSON does not have (NaN, infinities) become strings.
  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator);
          quote(out, String.valueOf(entry.getKey()));
          out.append(':');
          append(out, entry.getValue());
          separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          out.append(separator);
          append(out, element);
          separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case Double d when !Double.isFinite(d) -> quote(out, d.toString());
      case Float f when !Float.isFinite(f) -> quote(out, f.toString());
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case null -> out.append("null");
      default -> quote(out, value.toString());
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || isAlone(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// Whether half of a surrogate pair stands here without the other half: UTF-8 has no such thing.
  private static boolean isAlone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}

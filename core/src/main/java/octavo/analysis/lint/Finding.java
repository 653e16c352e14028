package octavo.analysis.lint;

import java.util.LinkedHashMap;
import java.util.Map;

/// Something that is wrong.
///
/// @param rule the name of the rule that found it
/// @param severity how bad it is
/// @param path the dotted path of the layer or parameter; empty for the network or its training as a
///   whole
/// @param place the source line, `Net.java:42`; empty if it is not known
/// @param what what was found
/// @param why what follows from it
/// @param fix how to mend it
public record Finding(
    String rule,
    Severity severity,
    String path,
    String place,
    String what,
    String why,
    String fix) {
  /// The parts by name, for JSON.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rule", rule);
    map.put("severity", severity.name().toLowerCase(java.util.Locale.ROOT));
    map.put("path", path);
    map.put("place", place);
    map.put("what", what);
    map.put("why", why);
    map.put("fix", fix);
    return map;
  }

  /// Four lines for a terminal: where, what, why and the way out.
  @Override
  public String toString() {
    String at = path.isEmpty() ? "the network" : path;
    return "%-7s %s [%s]%s%n        %s%n        why: %s%n        fix: %s"
        .formatted(
            severity == Severity.ERROR ? "error" : "warning",
            at,
            rule,
            place.isEmpty() ? "" : " at " + place,
            what,
            why,
            fix)
        .replace("\r", "");
  }
}

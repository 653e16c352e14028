package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.format.Json;

/// What a [LintRules#check] found.
///
/// @param findings what is wrong: errors first, then in the order of the rules
/// @param accepted what was found but is meant, see [octavo.nn.AcceptedFinding]
/// @param unchecked the rules that could not look
public record LintReport(
    List<Finding> findings, List<Accepted> accepted, List<Unchecked> unchecked) {
  private static final int COLUMNS = 80;

  /// Keeps its own copies.
  public LintReport {
    findings = List.copyOf(findings);
    accepted = List.copyOf(accepted);
    unchecked = List.copyOf(unchecked);
  }

  /// Something that was found but is meant.
  ///
  /// @param finding what was found
  /// @param reason why it is meant
  public record Accepted(Finding finding, String reason) {}

  /// A rule that could not look.
  ///
  /// @param rule its name
  /// @param needs what it must be given, in words
  public record Unchecked(String rule, String needs) {}

  /// Whether nothing is wrong.
  public boolean isClean() {
    return findings.isEmpty();
  }

  /// The errors alone.
  public List<Finding> errors() {
    return findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
  }

  /// The findings of one rule.
  public List<Finding> of(String rule) {
    return findings.stream().filter(f -> f.rule().equals(rule)).toList();
  }

  /// The report as one line of JSON: `clean`, `findings`, `accepted` and `unchecked`.
  public String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("clean", isClean());
    map.put("findings", findings.stream().map(Finding::toMap).toList());
    List<Map<String, Object>> meant = new ArrayList<>();
    for (Accepted one : accepted) {
      Map<String, Object> parts = one.finding().toMap();
      parts.put("reason", one.reason());
      meant.add(parts);
    }
    map.put("accepted", meant);
    map.put(
        "unchecked",
        unchecked.stream()
            .map(u -> Map.<String, Object>of("rule", u.rule(), "needs", u.needs()))
            .toList());
    return Json.write(map);
  }

  /// Names with commas behind a word, in lines that fit a terminal.
  private static String wrapped(String first, List<String> names) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(first);
    for (int i = 0; i < names.size(); i++) {
      String word = names.get(i) + (i + 1 < names.size() ? "," : "");
      if (line.length() + 1 + word.length() > COLUMNS) {
        text.append(line).append('\n');
        line = new StringBuilder(" ");
      }
      line.append(' ').append(word);
    }
    return text.append(line).append('\n').toString();
  }

  /// The findings for a terminal, and a line with their number.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(finding).append("\n\n");
    }
    for (Accepted one : accepted) {
      Finding f = one.finding();
      text.append("meant   %s [%s]: %s\n".formatted(f.path(), f.rule(), one.reason()));
    }
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Unchecked one : unchecked) {
      missing.computeIfAbsent(one.needs(), n -> new ArrayList<>()).add(one.rule());
    }
    missing.forEach(
        (needs, rules) -> text.append(wrapped("not checked without " + needs + ":", rules)));
    int errors = errors().size();
    int warnings = findings.size() - errors;
    text.append(
        isClean()
            ? "Nothing found.\n"
            : "%s, %s.\n".formatted(count(errors, "error"), count(warnings, "warning")));
    return text.toString();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}

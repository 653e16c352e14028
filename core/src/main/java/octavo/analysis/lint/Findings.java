package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.NetworkGraph;

/// Where a [Rule] reports what it finds.
public final class Findings {
  private final String rule;
  private final List<Finding> list = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  Findings(String rule) {
    this.rule = rule;
  }

  /// Something that costs, or is seldom meant.
  ///
  /// @param path the layer or parameter; empty for the whole
  public void warning(String path, String what, String why, String fix) {
    list.add(new Finding(rule, Severity.WARNING, path, "", what, why, fix));
  }

  /// Something that makes the result another than what was meant.
  ///
  /// @param path the layer or parameter; empty for the whole
  public void error(String path, String what, String why, String fix) {
    list.add(new Finding(rule, Severity.ERROR, path, "", what, why, fix));
  }

  /// A warning at the place of an operation.
  public void warning(NetworkGraph.Node node, String what, String why, String fix) {
    list.add(new Finding(rule, Severity.WARNING, node.path(), place(node), what, why, fix));
  }

  /// An error at the place of an operation.
  public void error(NetworkGraph.Node node, String what, String why, String fix) {
    list.add(new Finding(rule, Severity.ERROR, node.path(), place(node), what, why, fix));
  }

  /// About a path, at the place of an operation.
  public void at(
      Severity severity, String path, NetworkGraph.Node node, String what, String why, String fix) {
    list.add(new Finding(rule, severity, path, place(node), what, why, fix));
  }

  /// That the rule cannot tell, for want of something.
  ///
  /// @param needs what is missing, in words
  public void cannotTell(String needs) {
    missing.add(needs);
  }

  private static String place(NetworkGraph.Node node) {
    return node.place().map(at -> at.getFileName() + ":" + at.getLineNumber()).orElse("");
  }

  List<String> missing() {
    return missing;
  }

  List<Finding> list() {
    return list;
  }
}

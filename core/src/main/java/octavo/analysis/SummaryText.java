package octavo.analysis;

import java.util.ArrayList;
import java.util.List;

/// Prints a [NetworkSummary].
final class SummaryText {
  private SummaryText() {}

  static String of(NetworkGraph graph, NetworkSummary summary, int width) {
    List<TextTable.Column> columns =
        new ArrayList<>(
            List.of(
                TextTable.Column.text("layer"),
                TextTable.Column.text("type"),
                TextTable.Column.text("output"),
                TextTable.Column.number("parameters"),
                TextTable.Column.number("MAC"),
                TextTable.Column.number("FLOP"),
                TextTable.Column.number("memory")));
    summary.titles().forEach(title -> columns.add(TextTable.Column.text(title)));
    List<List<String>> rows = new ArrayList<>();
    for (NetworkSummary.Row row : summary.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.path().isEmpty() ? "(network)" : row.path());
      cells.add(row.type());
      cells.add(row.output().toString());
      cells.add(Amounts.exact(row.parameters()));
      cells.add(Amounts.count(row.multiplyAdds()));
      cells.add(Amounts.count(row.flops()));
      cells.add(Amounts.bytes(row.activationBytes()));
      summary.titles().forEach(title -> cells.add(row.columns().getOrDefault(title, "")));
      rows.add(cells);
    }
    NetworkSummary.Totals totals = summary.totals();
    List<String> sums = new ArrayList<>();
    sums.add("total");
    sums.add("");
    sums.add(graph.output().shape().toString());
    sums.add(Amounts.exact(totals.parameters()));
    sums.add(Amounts.count(totals.multiplyAdds()));
    sums.add(Amounts.count(totals.flops()));
    sums.add(Amounts.bytes(totals.activationBytes()));
    summary.titles().forEach(title -> sums.add(""));
    rows.add(sums);
    return new TextTable(columns, rows).render(width, true) + footer(graph, totals);
  }

  private static String footer(NetworkGraph graph, NetworkSummary.Totals totals) {
    String text =
        "input %s, parameters %s\nresults %s; with the input at most %s at one time\n"
            .formatted(
                graph.input().shape(),
                Amounts.bytes(totals.parameterBytes()),
                Amounts.bytes(totals.activationBytes()),
                Amounts.bytes(totals.peakBytes()));
    return totals.unusedParameters() == 0
        ? text
        : text + Amounts.exact(totals.unusedParameters()) + " parameters are not used\n";
  }
}

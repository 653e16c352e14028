package octavo.analysis;

import java.util.ArrayList;
import java.util.List;

/// Text in aligned columns.
///
/// @param columns from left to right
/// @param rows the texts of each row, one for each column
record TextTable(List<Column> columns, List<List<String>> rows) {
  private static final String GAP = "  ";
  private static final int SHORTEST = 6;

  /// A column.
  ///
  /// @param title what stands above it
  /// @param isNumber whether its texts stand at the right
  /// @param mayBeCut whether texts may lose their ends where there is not enough room
  record Column(String title, boolean isNumber, boolean mayBeCut) {
    static Column text(String title) {
      return new Column(title, false, true);
    }

    static Column number(String title) {
      return new Column(title, true, false);
    }
  }

  /// The lines, with a rule below the titles and, if the last row holds sums, above it.
  ///
  /// @param width how many letters a line has at most: the widest columns that may be cut are; what is still
  ///     longer is cut at the right
  ///
  /// @throws IllegalArgumentException if the width is not positive
  String render(int width, boolean sums) {
    if (width < 1) {
      throw new IllegalArgumentException(
          "toText: the width must be positive, but is %d.".formatted(width));
    }
    int[] widths = widths(width);
    StringBuilder text = new StringBuilder();
    line(columns.stream().map(Column::title).toList(), widths, width, text);
    String rule = "─".repeat(Math.min(width, total(widths)));
    text.append(rule).append('\n');
    for (int i = 0; i < rows.size(); i++) {
      if (sums && i == rows.size() - 1) {
        text.append(rule).append('\n');
      }
      line(rows.get(i), widths, width, text);
    }
    return text.toString();
  }

  private int[] widths(int width) {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = columns.get(c).title().length();
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    while (total(widths) > width) {
      int widest = -1;
      for (int c = 0; c < widths.length; c++) {
        boolean may = columns.get(c).mayBeCut() && widths[c] > SHORTEST;
        widest = may && (widest < 0 || widths[c] > widths[widest]) ? c : widest;
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int total(int[] widths) {
    int total = -GAP.length();
    for (int w : widths) {
      total += w + GAP.length();
    }
    return total;
  }

  private void line(List<String> texts, int[] widths, int width, StringBuilder into) {
    List<String> cells = new ArrayList<>();
    for (int c = 0; c < widths.length; c++) {
      String cell = cut(texts.get(c), widths[c]);
      String space = " ".repeat(widths[c] - cell.length());
      cells.add(columns.get(c).isNumber() ? space + cell : cell + space);
    }
    into.append(cut(String.join(GAP, cells).stripTrailing(), width)).append('\n');
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}

package octavo.plot;

/// A picture of data that can be put into a page.
public sealed interface Chart
    permits XyChart, BarChart, HeatMap, ImageGrid, ImageBoxes, GraphChart {
  /// What the chart shows, in a few words.
  String title();

  /// The chart as a whole SVG file, which can also stand inside an HTML page. Light or dark follows
  /// the reader's setting. The same chart gives the same text.
  ///
  /// @throws IllegalArgumentException if there is nothing to draw
  String svg();
}

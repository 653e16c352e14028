package octavo.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Lines, points, bands, histograms, ways that move and fields of heights over two axes.
///
/// ```
/// XyChart.of("Loss").line("train", train).line("test", test).withXLabel("epoch").withLogY().svg()
/// ```
///
/// @param title what the chart shows
/// @param xLabel what the horizontal axis shows; may be empty
/// @param yLabel what the vertical axis shows; may be empty
/// @param xScale of the horizontal axis
/// @param yScale of the vertical axis
/// @param marks what is drawn, from the bottom to the top
/// @param width in pixels
/// @param height in pixels
public record XyChart(
    String title,
    String xLabel,
    String yLabel,
    AxisScale xScale,
    AxisScale yScale,
    List<Mark> marks,
    int width,
    int height)
    implements Chart {
  private static final int SMALLEST = 160;
  private static final int NODES = 88;
  private static final int LEVELS = 12;

  /// Copies the list of marks.
  ///
  /// @throws IllegalArgumentException if the size is too small to draw axes
  public XyChart {
    marks = List.copyOf(marks);
    if (width < SMALLEST || height < SMALLEST) {
      throw new IllegalArgumentException(
          "XyChart: width and height must be at least %d pixels, but are %d and %d."
              .formatted(SMALLEST, width, height));
    }
  }

  /// An empty chart.
  public static XyChart of(String title) {
    return new XyChart(title, "", "", AxisScale.LINEAR, AxisScale.LINEAR, List.of(), 640, 360);
  }

  /// With one more layer on top.
  public XyChart with(Mark mark) {
    List<Mark> more = new ArrayList<>(marks);
    more.add(mark);
    return new XyChart(title, xLabel, yLabel, xScale, yScale, more, width, height);
  }

  /// With points joined by a line.
  public XyChart line(String name, double[] x, double[] y) {
    return with(new Mark.Line(name, x.clone(), y.clone()));
  }

  /// With a line whose points lie at 1, 2, 3, …
  public XyChart line(String name, double[] y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    return with(new Mark.Line(name, x, y.clone()));
  }

  /// With a dot at each point; together with a line of the same name these are its markers.
  public XyChart points(String name, double[] x, double[] y) {
    return with(new Mark.Points(name, x.clone(), y.clone()));
  }

  /// With a shaded region; together with a line of the same name this is its uncertainty.
  public XyChart band(String name, double[] x, double[] low, double[] high) {
    return with(new Mark.Band(name, x.clone(), low.clone(), high.clone()));
  }

  /// With the way of a point that moves, whose points follow one another at equal times: see
  /// [Mark.Track].
  ///
  /// @throws IllegalArgumentException if the lengths differ, or the time is not positive
  public XyChart track(String name, double[] x, double[] y, double seconds) {
    return with(new Mark.Track(name, x.clone(), y.clone(), seconds));
  }

  /// With arrows from points to points.
  ///
  /// @throws IllegalArgumentException if the lengths differ
  public XyChart arrows(String name, double[] x, double[] y, double[] toX, double[] toY) {
    return with(new Mark.Arrows(name, x.clone(), y.clone(), toX.clone(), toY.clone()));
  }

  /// With the height of a function over a rectangle, in shades: see [Mark.Contours]. The chart ends
  /// where the rectangle ends.
  ///
  /// @param across the two ends of the horizontal axis
  /// @param up the two ends of the vertical axis
  /// @throws IllegalArgumentException if the ends do not rise
  public XyChart contours(DoubleBinaryOperator f, double[] across, double[] up) {
    return with(Mark.Contours.of(f, across, up, NODES, NODES * 3 / 4, LEVELS));
  }

  /// With a histogram: how many of the values, which are counted if finite, lie in each of `bins`
  /// parts of their range.
  ///
  /// @throws IllegalArgumentException if `bins` is below 1 or no value is finite
  public XyChart histogram(String name, double[] values, int bins) {
    Histogram counts = Histogram.of(values, bins);
    return with(new Mark.Bins(name, counts.edges(), counts.counts()));
  }

  /// With a name of the horizontal axis.
  public XyChart withXLabel(String label) {
    return new XyChart(title, label, yLabel, xScale, yScale, marks, width, height);
  }

  /// With a name of the vertical axis.
  public XyChart withYLabel(String label) {
    return new XyChart(title, xLabel, label, xScale, yScale, marks, width, height);
  }

  /// With a logarithmic horizontal axis; points at 0 or below are left out.
  public XyChart withLogX() {
    return new XyChart(title, xLabel, yLabel, AxisScale.LOG, yScale, marks, width, height);
  }

  /// With a logarithmic vertical axis; points at 0 or below are left out.
  public XyChart withLogY() {
    return new XyChart(title, xLabel, yLabel, xScale, AxisScale.LOG, marks, width, height);
  }

  /// In another size.
  public XyChart withSize(int newWidth, int newHeight) {
    return new XyChart(title, xLabel, yLabel, xScale, yScale, marks, newWidth, newHeight);
  }

  @Override
  public String svg() {
    return new XyDrawing(this).svg();
  }

  /// The chart in characters, `columns` wide and `rows` high with its axes, without a line break at
  /// the end. Dots of two by four to a character (Braille) carry lines, points and bins; of a band
  /// its borders are drawn.
  ///
  /// @throws IllegalArgumentException if there is nothing to draw or too little room
  public String text(int columns, int rows, TextColor color) {
    return new XyText(this, columns, rows, color).draw();
  }

  /// The names in the order of their colors.
  List<String> names() {
    return marks.stream()
        .filter(m -> !(m instanceof Mark.Contours))
        .map(Mark::name)
        .distinct()
        .toList();
  }

  /// Whether a field of heights sets the ends of the axes.
  boolean hasField() {
    return marks.stream().anyMatch(m -> m instanceof Mark.Contours);
  }

  /// The marks that set the ends of the axes.
  private Stream<Mark> setting() {
    return marks.stream().filter(m -> !hasField() || m instanceof Mark.Contours);
  }

  /// The horizontal axis over all marks, not yet rounded.
  Axis across() {
    return axis("horizontal", xScale, setting().map(Mark::across));
  }

  /// The vertical axis over all marks, not yet rounded.
  Axis up() {
    return axis("vertical", yScale, setting().map(Mark::up));
  }

  private Axis axis(String which, AxisScale scale, Stream<DoubleStream> numbers) {
    double[] shown = numbers.flatMapToDouble(s -> s).filter(scale::shows).toArray();
    if (shown.length == 0) {
      throw new IllegalArgumentException(
          "XyChart: '%s' must have at least one number that the %s axis can show (finite%s), but has none. Add a line or points first."
              .formatted(title, which, scale == AxisScale.LOG ? " and above 0" : ""));
    }
    return Axis.of(
        scale,
        DoubleStream.of(shown).min().orElseThrow(),
        DoubleStream.of(shown).max().orElseThrow());
  }
}

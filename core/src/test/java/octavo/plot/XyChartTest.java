package octavo.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class XyChartTest {
  private static final double[] X = {1, 2, 3, 4};
  private static final double[] Y = {4, 2, 1, 0};

  private static String path(String svg) {
    Matcher matcher = Pattern.compile("<path class=\"curve s0\" d=\"([^\"]*)\"").matcher(svg);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void drawsALineFromEdgeToEdge() {
    String svg = XyChart.of("t").line("", X, Y).svg();
    Markup.requireWellFormed(svg);
    // left edge 16 + one digit of 7.2 + 8, right edge 20 from the border, top 40, bottom 32
    assertThat(path(svg)).isEqualTo("M31.2 40L227.47 184L423.73 256L620 328");
    assertThat(svg).contains(">4</text>").contains(">3.5</text>").doesNotContain("class=\"name\"");
  }

  @Test
  void leavesGapsAndShowsLonePoints() {
    double[] x = {1, 2, 3, 4, 5, Double.NaN};
    double[] y = {1, Double.NaN, 2, Double.POSITIVE_INFINITY, 3, 3};
    String svg = XyChart.of("t").line("", x, y).svg();
    assertThat(path(svg)).matches("M\\S+ \\S+h0M\\S+ \\S+h0M\\S+ \\S+h0");
    double[] z = {1, 2, 0, 2, -1, 1};
    String log = XyChart.of("t").line("", z).withLogY().svg();
    assertThat(path(log)).matches("M[^ML]*L[^ML]*M[^ML]*h0M[^ML]*h0");
  }

  @Test
  void escapesEveryText() {
    String svg =
        XyChart.of("a<b & \"c\"")
            .line("x > 'y'\u0000", X, Y)
            .line("]]>", X, Y)
            .withXLabel("</text><script>")
            .withYLabel("\ud800")
            .svg();
    Markup.requireWellFormed(svg);
    assertThat(svg).contains("<title>a&lt;b &amp; &quot;c&quot;</title>").doesNotContain("<script");
  }

  @Test
  void sharesColorsByName() {
    String svg =
        XyChart.of("t").band("b", X, Y, Y).line("a", X, Y).line("b", X, Y).points("b", X, Y).svg();
    assertThat(svg)
        .contains("class=\"fill band s0\"")
        .contains("class=\"curve s1\"")
        .contains("class=\"curve s0\"")
        .contains("class=\"fill dot s0\"")
        .contains(">a</text>")
        .contains(">b</text>");
    assertThat(svg.split("class=\"name\"", -1)).hasSize(3);
  }

  @Test
  void isTheSameTwiceAndSmallForManyPoints() {
    Random random = new Random(3);
    double[] many = random.doubles(100_000).toArray();
    XyChart chart = XyChart.of("t").line("", many);
    assertThat(chart.svg()).isEqualTo(chart.svg()).hasSizeLessThan(60_000);
    // the extremes stay
    assertThat(path(chart.svg())).contains(" 40.").contains(" 327.");
  }

  @Test
  void drawsHistograms() {
    String svg = XyChart.of("t").histogram("h", new double[] {0, 1, 1, 2, Double.NaN}, 2).svg();
    Markup.requireWellFormed(svg);
    assertThat(svg.split("class=\"fill bin s0\"", -1)).hasSize(3);
    Histogram counts = Histogram.of(new double[] {0, 1, 1, 2, Double.NaN}, 2);
    assertThat(counts.edges()).containsExactly(0, 1, 2);
    assertThat(counts.counts()).containsExactly(1, 3);
    assertThat(Histogram.of(new double[] {5, 5}, 2).counts()).containsExactly(0, 2);
  }

  @Test
  void drawsInTheTerminal() {
    String text =
        XyChart.of("loss").line("", X, new double[] {3, 2, 1, 0}).text(24, 7, TextColor.NONE);
    assertThat(text)
        .isEqualTo(
            """
            loss
            3 ┤⠉⠒⠢⢄⣀
            2 ┤     ⠉⠑⠒⠤⢄⡀
            1 ┤          ⠈⠑⠒⠤⢄⣀
            0 ┤                ⠉⠒⠢⠤⣀
              └─────────────────────
               1                   4\
            """);
    String colored =
        XyChart.of("t").line("a", X, Y).line("b", X, X).text(40, 10, TextColor.TRUE_COLOR);
    assertThat(colored).contains("\u001b[38;2;74;168;224m━ a\u001b[0m").contains("━ b");
    assertThat(colored.lines()).hasSize(10);
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatThrownBy(() -> XyChart.of("t").svg())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "XyChart: 't' must have at least one number that the vertical axis can show (finite),"
                + " but has none. Add a line or points first.");
    assertThatThrownBy(() -> XyChart.of("t").line("", new double[] {0, -1}).withLogY().svg())
        .hasMessageContaining("vertical axis can show (finite and above 0), but has none.");
    assertThatThrownBy(() -> XyChart.of("t").line("", X, new double[1]))
        .hasMessage("XyChart.line: x and y must have the same length, but x has 4 values and y 1.");
    assertThatThrownBy(() -> XyChart.of("t").band("", X, Y, new double[2]))
        .hasMessage(
            "XyChart.band: x and high must have the same length, but x has 4 values and high 2.");
    assertThatThrownBy(() -> new Mark.Bins("", X, Y))
        .hasMessage(
            "XyChart.bins: there must be one edge more than heights, but there are 4 edges and 4"
                + " heights.");
    assertThatThrownBy(() -> XyChart.of("t").histogram("", X, 0))
        .hasMessage("histogram: there must be at least one bin, but bins is 0.");
    assertThatThrownBy(() -> XyChart.of("t").histogram("", new double[] {Double.NaN}, 1))
        .hasMessage("histogram: at least one value must be finite, but none of the 1 is.");
    assertThatThrownBy(() -> XyChart.of("t").withSize(10, 200))
        .hasMessage("XyChart: width and height must be at least 160 pixels, but are 10 and 200.");
    assertThatThrownBy(() -> XyChart.of("t").line("", Y).text(10, 3, TextColor.NONE))
        .hasMessage(
            "XyChart.text: there must be at least 24 columns and 6 rows, but there are 10 and 3.");
  }

  @Test
  void drawsOneValueAndExtremeRanges() {
    Markup.requireWellFormed(XyChart.of("t").line("", new double[] {7}).svg());
    Markup.requireWellFormed(XyChart.of("t").line("", new double[] {0}).withLogX().svg());
    double[] wide = {1e-30, 1, 1e30};
    Markup.requireWellFormed(XyChart.of("t").line("", wide).withLogY().svg());
    Markup.requireWellFormed(XyChart.of("t").line("", wide).svg());
  }

  /// Numbers that differ only in their last bits had ticks without end; ranges that are no number had none.
  @Test
  void drawsRangesAtTheEndsOfDouble() {
    double most = Double.MAX_VALUE;
    double least = Double.MIN_VALUE;
    double[][] ranges = {
      {1, Math.nextUp(1)},
      {-1e300, Math.nextUp(-1e300)},
      {1e17, 1e17 + 32},
      {-most, most},
      {0, least},
      {-least, least},
      {least, most},
      {most / 2, most},
    };
    for (double[] range : ranges) {
      XyChart chart = XyChart.of("a").line("", range).points("", new double[] {0, 1}, range);
      for (XyChart one : List.of(chart, chart.withLogY())) {
        if (one.yScale() == AxisScale.LOG && range[1] <= 0) {
          continue;
        }
        assertThat(one.svg()).hasSizeLessThan(10_000).doesNotContain("NaN");
        assertThat(one.text(40, 8, TextColor.NONE)).doesNotContain("NaN");
      }
      XyChart across = XyChart.of("a").line("", range, new double[] {1, 2});
      assertThat(across.svg()).hasSizeLessThan(10_000).doesNotContain("NaN");
      assertThat(XyChart.of("a").histogram("", range, 3).svg()).doesNotContain("NaN");
    }
  }
}

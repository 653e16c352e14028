package octavo.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {
  @Test
  void drawsBars() {
    String svg =
        BarChart.of("t", List.of("a", "b<"))
            .bars("one", 1, -2)
            .bars("two", Double.NaN, 3)
            .withValueLabel("v")
            .svg();
    Markup.requireWellFormed(svg);
    assertThat(svg.split("class=\"fill bar", -1)).hasSize(4);
    assertThat(svg).contains(">−2</text>").contains(">b&lt;</text>");
    assertThatThrownBy(() -> BarChart.of("t", List.of("a")).bars("x", 1, 2))
        .hasMessage(
            "BarChart: there must be one value for each of the 1 categories, but 'x' has 2.");
    assertThatThrownBy(() -> BarChart.of("t", List.of("a")).svg())
        .hasMessage(
            "BarChart: 't' must have at least one finite value, but has none. Add bars first.");
  }

  @Test
  void drawsConfusionMatrices() {
    List<String> classes = List.of("cat", "dog");
    String svg = HeatMap.confusion("t", classes, new long[][] {{3, 1}, {0, 0}}).svg();
    Markup.requireWellFormed(svg);
    assertThat(svg)
        .contains("<title>cat → dog: 1</title>")
        .contains("<title>dog → dog: 0</title>")
        .contains("fill=\"" + Viridis.hex(1) + "\"")
        .contains(">3</text>")
        .doesNotContain(">0</text>\n<rect class=\"cell\"");
    assertThatThrownBy(() -> HeatMap.confusion("t", classes, new long[][] {{3, 1}}))
        .hasMessageContaining("but there are 2 rows, 2 columns and 1×2 values.");
    double[][] none = {{Double.NaN}};
    assertThatThrownBy(() -> HeatMap.of("t", List.of("a"), List.of("b"), none).svg())
        .hasMessage("HeatMap: 't' must have at least one finite value, but has none.");
  }

  @Test
  void drawsPictures() {
    String svg =
        ImageGrid.of("t", 2)
            .gray(new byte[] {0, 1, 2, 3}, 2, 2, "one\ntwo <")
            .color(new byte[3], 1, 1, "")
            .gray(new byte[1], 1, 1, "x")
            .svg();
    Markup.requireWellFormed(svg);
    assertThat(svg.split("data:image/png;base64,", -1)).hasSize(4);
    assertThat(svg).contains(">two &lt;</text>");
    assertThatThrownBy(() -> ImageGrid.of("t", 2).svg())
        .hasMessage("ImageGrid: 't' must have at least one picture, but has none. Add one first.");
    assertThatThrownBy(() -> ImageGrid.of("t", 0)).hasMessageContaining("but columns is 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "1|1",
        "-2.5|−2.5",
        "0.1|0.1",
        "1234|1234",
        "12345|12,345",
        "999999|999,999",
        "1000000|1e6",
        "2500000|2.5e6",
        "0.00025|2.5e−4",
        "-1e-30|−1e−30",
        "NaN|NaN",
        "Infinity|∞",
        "0.30000000000000004|0.3"
      })
  void writesNumbers(double value, String text) {
    assertThat(Ticks.label(value)).isEqualTo(text);
  }

  @Test
  void choosesRoundTicks() {
    assertThat(Ticks.linear(0, 1, 5)).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    assertThat(Ticks.linear(-3, 7, 4)).containsExactly(0.0, 5.0);
    assertThat(Ticks.linear(0.1, 0.35, 5)).containsExactly(0.1, 0.15, 0.2, 0.25, 0.3, 0.35);
    assertThat(Ticks.log(0.002, 30)).containsExactly(0.01, 0.1, 1.0, 10.0);
    assertThat(Ticks.log(1.5, 30)).containsExactly(2.0, 5.0, 10.0, 20.0);
    assertThat(Ticks.log(1e-30, 1e30)).hasSizeLessThanOrEqualTo(9);
    assertThat(Ticks.log(2.1, 2.4)).hasSizeGreaterThanOrEqualTo(2);
  }

  /// Five colors of the published table.
  @Test
  void staysNearThePublishedColors() {
    int[][] table = {
      {0x44, 0x01, 0x54},
      {0x3b, 0x52, 0x8b},
      {0x21, 0x91, 0x8c},
      {0x5e, 0xc9, 0x62},
      {0xfd, 0xe7, 0x25}
    };
    for (int i = 0; i < table.length; i++) {
      int[] color = Viridis.color(i / 4.0);
      for (int c = 0; c < 3; c++) {
        assertThat(color[c]).isBetween(table[i][c] - 6, table[i][c] + 6);
      }
    }
  }

  @Test
  void drawsBarsOfCharacters() {
    assertThat(TextBars.sparkline(0, 1, 2, Double.NaN, 7, 3)).isEqualTo("▁▂▃ █▄");
    assertThat(TextBars.sparkline()).isEmpty();
    assertThat(TextBars.bars(List.of("a", "bcd"), new double[] {4, 1.5}, 4))
        .isEqualTo("a   ████ 4\nbcd █▌   1.5");
    assertThat(TextBars.histogram(new double[] {0, 1, 1, 2}, 2, 3)).isEqualTo("0 █   1\n1 ███ 3");
    assertThatThrownBy(() -> TextBars.bars(List.of("a"), new double[2], 4))
        .hasMessageContaining("but there are 1 names, 2 values and a width of 4.");
  }

  @Test
  void drawsPicturesOfCharacters() {
    byte[] pixels = {0, (byte) 255, (byte) 255, 0};
    assertThat(TextImage.of(pixels, 2, 2, 1, 80, TextColor.NONE)).isEqualTo("  @@\n@@");
    assertThat(TextImage.of(pixels, 2, 2, 1, 80, TextColor.TRUE_COLOR))
        .isEqualTo(
            "\u001b[38;2;0;0;0;48;2;255;255;255m▀\u001b[38;2;255;255;255;48;2;0;0;0m▀\u001b[0m");
    assertThat(TextImage.of(pixels, 2, 2, 1, 1, TextColor.TRUE_COLOR))
        .isEqualTo("\u001b[38;2;128;128;128m▀\u001b[0m");
    byte[] red = {(byte) 255, 0, 0};
    assertThat(TextImage.of(red, 1, 1, 3, 9, TextColor.TRUE_COLOR)).contains("38;2;255;0;0m");
    assertThatThrownBy(() -> TextImage.of(pixels, 3, 2, 1, 9, TextColor.NONE))
        .hasMessageContaining("but they are 3×2×1, 4 values and 9 columns.");
  }
}

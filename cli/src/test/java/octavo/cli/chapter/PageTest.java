package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import octavo.plot.XyChart;
import org.junit.jupiter.api.Test;

class PageTest {
  private static Findings found(String... texts) {
    Findings findings = new Findings();
    for (String name : texts) {
      findings.text(name, name + "\n");
    }
    return findings;
  }

  @Test
  void whatThePageNamesMustBeFound() {
    Page page = new Page(new SoftmaxChapter(), found("gradient", "jacobian"));
    assertThatThrownBy(page::markdown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "page 02-softmax: there must be a figure temperature, but the demonstration found"
                + " gradient, jacobian.");
  }

  @Test
  void whatIsFoundMustBeNamed() {
    Findings findings = found("gradient", "jacobian", "slopes", "calibration", "many", "more");
    for (String name : new String[] {"temperature", "stalled", "labels", "calibration", "zeros"}) {
      findings.figure(name, XyChart.of(name).line("a", new double[] {1, 2}));
    }
    assertThatThrownBy(new Page(new SoftmaxChapter(), findings)::markdown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("page 02-softmax: must name all that is found, but does not name more.");
  }

  @Test
  void namesAreTakenOnce() {
    Findings findings = found("a");
    assertThatThrownBy(() -> findings.text("a", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text: each needs a name of its own, but a is taken.");
    findings.figure("a", XyChart.of("a"));
    assertThatThrownBy(() -> findings.figure("a", XyChart.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("figure: each needs a name of its own, but a is taken.");
  }

  @Test
  void whatIsMeasuredStandsInTheHtmlFileAlone() {
    AtomicInteger calls = new AtomicInteger();
    Findings findings = found("cost", "rungs", "fetched", "im2col", "plans", "winograd");
    for (String name : new String[] {"nearest", "second"}) {
      findings.figure(name, XyChart.of(name).line("a", new double[] {1, 2}));
    }
    findings.measuredText("convolution", () -> "took " + calls.incrementAndGet() + " ms\n");
    findings.measuredText("products", () -> "a table");
    findings.measuredFigure("ladder", () -> XyChart.of("climbed").line("a", new double[] {1, 2}));
    Page page = new Page(new ConvolutionChapter(), findings);
    assertThat(page.markdown())
        .contains("*`./octavo chapter convolution` puts here what it measures.*")
        .doesNotContain("took")
        .doesNotContain("{{");
    assertThat(calls).hasValue(0);
    assertThat(page.html()).contains("took 1 ms", "climbed");
    StringWriter printed = new StringWriter();
    findings.print(new PrintWriter(printed, true));
    assertThat(printed.toString()).contains("took 1 ms").contains("a table"); // measured once
    assertThatThrownBy(() -> findings.measuredText("products", () -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("measured: each needs a name of its own, but products is taken.");
  }

  @Test
  void whatIsToBeMeasuredMustBeFound() {
    Findings findings = found("cost", "rungs", "fetched", "im2col", "plans", "winograd");
    assertThatThrownBy(new Page(new ConvolutionChapter(), findings)::html)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("page 10-convolution: there must be a measured convolution");
  }

  @Test
  void codeIsARegionOfASource() {
    assertThat(Snippet.of("SoftmaxChapter", "gradient"))
        .startsWith("Tensor logits = ")
        .contains("crossEntropy");
    assertThatThrownBy(() -> Snippet.of("SoftmaxChapter", "none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("page: SoftmaxChapter.java must have a region none, but has none.");
    assertThatThrownBy(() -> Snippet.of("None", "gradient"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("page: the program must hold None.java, but does not.");
  }

  @Test
  void chaptersAreFoundByNumberAndName() {
    assertThat(Chapters.find("2")).isEqualTo(Chapters.find(" Softmax "));
    assertThat(Chapters.find("softmaxes")).isEmpty();
  }
}

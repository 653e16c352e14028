package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import octavo.data.ImageDataset;
import octavo.nn.Layer;
import octavo.nn.model.Mlp;
import octavo.random.Rng;
import octavo.train.EpochResult;
import octavo.train.Evaluation;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
  private static String page(Map<String, String> settings) {
    List<String> classes = List.of("a<b", "c&d", "e");
    byte[] pixels = new byte[6 * 784];
    ImageDataset test =
        new ImageDataset(pixels, new byte[] {0, 1, 2, 0, 1, 2}, 28, 28, classes, 0, 1);
    Layer model = Mlp.create(784, 3, Rng.of(1));
    List<EpochResult> history =
        List.of(new EpochResult(1, 1.1, 0.3, 1.0, 0.5), new EpochResult(2, 0.9, 0.6, 1.2, 0.4));
    return new Report(model, test, Evaluation.of(model, test), history, settings).html();
  }

  @Test
  void isWellFormedAndNeedsNothingElse() throws Exception {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model", "mlp");
    settings.put("data", "<script>alert(1)</script>");
    String page = page(settings);
    String xml = page.replace("<!doctype html>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "url(");
    assertThat(page)
        .contains("a&lt;b", "c&amp;d")
        .contains("best test accuracy, epoch 1 of 2", "50.00 %");
  }
}

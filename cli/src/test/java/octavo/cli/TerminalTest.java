package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import octavo.train.EpochResult;
import octavo.train.Progress;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void colorAndBlocksFollowTheEnvironment() {
    assertThat(Terminal.of(true, Map.of(), StandardCharsets.UTF_8))
        .isEqualTo(new Terminal(true, true, true));
    assertThat(Terminal.of(true, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8).color())
        .isFalse();
    assertThat(Terminal.of(true, Map.of("TERM", "dumb"), StandardCharsets.US_ASCII))
        .isEqualTo(new Terminal(false, false, false));
    assertThat(Terminal.of(false, Map.of(), StandardCharsets.UTF_8).interactive()).isFalse();
  }

  private static String drawn(Terminal terminal) {
    StringWriter text = new StringWriter();
    ProgressBar bar = new ProgressBar(new PrintWriter(text), terminal);
    bar.onBatch(new Progress(2, 8, 50, 100, 0.5, 0.75));
    bar.onBatch(new Progress(2, 8, 100, 100, 0.25, 0.75));
    bar.onEpoch(new EpochResult(2, 0.25, 0.75, 0.5, 0.7));
    return text.toString();
  }

  @Test
  void theBarIsDrawnAgainInATerminalOnly() {
    String bar = drawn(new Terminal(true, true, true));
    assertThat(bar)
        .contains("epoch 2/8 " + "█".repeat(12) + "░".repeat(12) + " 50/100")
        .contains("loss 0.2500")
        .contains("\r\033[Kepoch 2: loss 0.2500");
    // a line never wraps: each is drawn with wrapping switched off
    assertThat(bar.split("\r\033\\[\\?7l", -1)).hasSize(bar.split("\033\\[\\?7h", -1).length);
    assertThat(drawn(new Terminal(true, false, false))).contains("############............");
    assertThat(drawn(new Terminal(false, false, true)))
        .startsWith(
            "epoch 2: loss 0.2500, accuracy 75.00 %; test loss 0.5000, accuracy 70.00 %; 0.0 s");
  }
}

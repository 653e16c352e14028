package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Output that does not arrive.
class StandardOutputTest {
  private static OutputStream refusing(String why) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void printingToAFullDiskIsAFailureInOneLine() {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(refusing("full"), true, StandardCharsets.UTF_8);
    assertThat(Main.run(out, new PrintWriter(err, true), "--version")).isOne();
    assertThat(err.toString())
        .isEqualTo("octavo: not all of the output could be written.%n".formatted());
  }

  @Test
  void anotherFailureKeepsItsCode() {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(refusing("full"), true, StandardCharsets.UTF_8);
    out.print("before");
    assertThat(Main.run(out, new PrintWriter(err, true), "tran")).isEqualTo(2);
  }

  @Test
  void theFirstFailureIsRemembered() {
    StandardOutput full = new StandardOutput(refusing("No space left on device"));
    assertThat(full.failure()).isNull();
    assertThatThrownBy(() -> full.write('a')).isInstanceOf(IOException.class);
    assertThat(full.failure()).hasMessage("No space left on device");
    assertThat(full.wasLeft()).isFalse();
    StandardOutput left = new StandardOutput(refusing("Broken pipe"));
    assertThatThrownBy(() -> left.write(new byte[3])).isInstanceOf(IOException.class);
    assertThat(left.wasLeft()).isTrue();
  }

  @Test
  void whatIsWrittenArrives() throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(to);
    out.write('a');
    out.write(new byte[] {'b', 'c', 'd'}, 1, 2);
    out.flush();
    assertThat(to.toString(StandardCharsets.UTF_8)).isEqualTo("acd");
    assertThat(out.failure()).isNull();
    assertThat(out.wasLeft()).isFalse();
  }
}

package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script that starts the program, with a `java` that only says what it was called with.
@DisabledOnOs(OS.WINDOWS)
class LaunchScriptTest {
  @TempDir private Path root = Path.of("");

  private void executable(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @BeforeEach
  void writeAProgram() throws IOException {
    for (String sources : new String[] {"core/src/main", "cli/src/main"}) {
      Files.createDirectories(root.resolve(sources));
    }
    for (String pom : new String[] {"pom.xml", "core/pom.xml", "cli/pom.xml"}) {
      Files.writeString(root.resolve(pom), "");
    }
    executable("mvnw", "#!/bin/sh\necho \"" + root + "/jdk\"\n");
    executable("jdk/bin/java", "#!/bin/sh\necho \"$@\"\n");
    executable("octavo", Files.readString(Path.of("..", "octavo")));
    executable("cli/target/program/lib/.built", ""); // as new as the sources
  }

  private String started(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("octavo").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("OCTAVO_JAVA_OPTIONS");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void benchHasItsOptionsWhereverItStands() throws IOException, InterruptedException {
    String options = "-Xmn512m -XX:GCTimeRatio=1 -Doctavo.home=";
    assertThat(started("bench", "conv")).contains(options).endsWith("Main bench conv\n");
    assertThat(started("--trace", "bench", "conv")).contains(options);
    assertThat(started("chapter", "bench")).doesNotContain("-Xmn512m");
    assertThat(started("--version")).contains("-XX:+UseSerialGC").doesNotContain("-Xmn512m");
  }
}

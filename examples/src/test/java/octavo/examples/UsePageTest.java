package octavo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program of the page about projects of one's own compiles and prints what the page says; the versions are
/// the build's.
class UsePageTest {
  private static final Path ROOT = Path.of("..");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/how-to/use-octavo.md"));
  }

  private static String block(String before, String language) throws IOException {
    Matcher found =
        Pattern.compile("(?s)" + Pattern.quote(before) + ".*?```" + language + "\n(.*?)```")
            .matcher(page());
    assertThat(found.find()).as(before).isTrue();
    return found.group(1);
  }

  @Test
  void theProgramPrintsWhatThePageSays(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("app/Main.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, block("Main.java", "java"));
    Path printed = folder.resolve("printed.txt");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                ROOT.resolve("core/target/classes").toString(),
                source.toString())
            .redirectOutput(printed.toFile())
            .start();
    String problems = new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(problems).isZero();
    assertThat(Files.readString(printed).replace("\r\n", "\n")).isEqualTo(block("It prints", ""));
  }

  @Test
  void versionsAreThoseOfTheBuild() throws IOException {
    String build = Files.readString(ROOT.resolve("pom.xml"));
    String version =
        block("pom.xml", "xml")
            .replaceAll("(?s).*<artifactId>octavo</artifactId>\\s*<version>(.*?)<.*", "$1");
    assertThat(build)
        .contains("<artifactId>octavo-parent</artifactId>")
        .contains("<version>" + version + "</version>");
    assertThat(page()).contains("octavo-" + version + ".jar");
    String compiler =
        block("pom.xml", "xml")
            .replaceAll("(?s).*maven-compiler-plugin</artifactId>\\s*<version>(.*?)<.*", "$1");
    assertThat(build)
        .containsPattern(
            "maven-compiler-plugin</artifactId>\\s*<version>" + Pattern.quote(compiler));
  }
}

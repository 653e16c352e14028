package octavo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideTest {
  /// A program that prints what it was told, in a JVM of its own.
  static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
      if (List.of(arguments).contains("nothing")) {
        System.err.println("first\nno such row\n");
        System.exit(3);
      }
      System.out.println("a heading");
      System.out.println("{" + String.join(" ", arguments) + "}");
      System.out.println("{" + System.getenv("OMP_NUM_THREADS") + System.getenv("MORE") + "}");
    }
  }

  private static Side side(String... fixed) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Echo.class.getName()));
    command.addAll(List.of(fixed));
    return new Side("Echo", command, command, Map.of("MORE", "!"));
  }

  @Test
  void theProgramIsToldWhatToMeasure() throws IOException, InterruptedException {
    assertThat(side("--json").rows(2, 0.5, "^gemm"))
        .containsExactly("{--json --threads 2 --seconds 0.5 --only ^gemm}", "{2!}");
    assertThat(side().versionText()).startsWith("a heading");
  }

  @Test
  void aProgramThatFailsSaysWhy() {
    assertThatThrownBy(() -> side().rows(1, 0.5, "nothing"))
        .hasMessage("Echo: the program must end with 0, but ended with 3: no such row");
  }
}

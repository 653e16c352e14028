package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import octavo.op.Operation;
import org.junit.jupiter.api.Test;

class CostRulesTest {
  @Test
  void everyOperationHasARule() throws IOException, URISyntaxException, ClassNotFoundException {
    Set<String> missing = new TreeSet<>();
    Path folder =
        Path.of(Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("octavo/op");
    int seen = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Class<?> type =
            Class.forName("octavo.op." + file.getFileName().toString().replace(".class", ""));
        if (Operation.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          seen++;
          if (!CostRules.know(type)) {
            missing.add(type.getSimpleName());
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(seen).isGreaterThan(80);
  }
}

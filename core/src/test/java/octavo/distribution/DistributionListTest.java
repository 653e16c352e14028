package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every distribution is on the battery's list: one that is forgotten fails here.
class DistributionListTest {
  @Test
  void everyDistributionHasACase() throws IOException, URISyntaxException {
    Set<String> listed =
        DistributionCases.all().stream()
            .map(c -> c.type().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).containsExactlyElementsOf(distributions());
    assertThat(DistributionCases.all()).extracting(DistributionCase::name).doesNotHaveDuplicates();
  }

  private static Set<String> distributions() throws IOException, URISyntaxException {
    Set<String> found = new TreeSet<>();
    Path folder =
        Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("octavo/distribution");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = load("octavo.distribution." + name);
        boolean ofTheTests = type == WithoutQuantiles.class;
        if (Distribution.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())
            && !ofTheTests) {
          found.add(type.getName());
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(25);
    return found;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

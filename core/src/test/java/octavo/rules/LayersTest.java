package octavo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A room uses only rooms below it. ARCHITECTURE.md tells what each is for.
class LayersTest {
  /// From the lowest to the highest. The rooms of one line may use one another.
  private static final List<Set<String>> ROOMS =
      List.of(
          Set.of("storage"),
          Set.of("kernel"),
          Set.of("random"),
          Set.of("tensor", "op", "autograd"),
          Set.of("plot"),
          Set.of("format"),
          Set.of("data"),
          Set.of("nn"),
          Set.of("inference"),
          Set.of("approximation"),
          Set.of("optim"),
          Set.of("distribution"),
          Set.of("estimator"),
          Set.of("analysis"),
          Set.of("train"));

  @Test
  void theClassesAreThere() {
    assertThat(Classes.CORE.contain("octavo.tensor.Tensor")).isTrue();
    assertThat(Classes.CORE.contain("octavo.train.Trainer")).isTrue();
  }

  @Test
  void everyPackageIsInARoom() {
    Set<String> strangers = new TreeSet<>();
    for (JavaClass type : Classes.CORE) {
      if (level(type.getPackageName()) < 0 && !type.getSimpleName().equals("module-info")) {
        strangers.add(type.getName());
      }
    }
    assertThat(strangers).as("classes outside the rooms of design section 4").isEmpty();
  }

  @Test
  void arrowsPointDown() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : Classes.CORE) {
      for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
        String from = arrow.getOriginClass().getPackageName();
        String to = arrow.getTargetClass().getBaseComponentType().getPackageName();
        if (!mayUse(from, to)) {
          wrong.add(room(from) + " may not use " + room(to) + ": " + arrow.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theRuleItselfRefusesWhatPointsUp() {
    assertThat(mayUse("octavo.storage", "octavo.kernel.row")).isFalse();
    assertThat(mayUse("octavo.kernel.row", "octavo.random")).isFalse();
    assertThat(mayUse("octavo.kernel.row", "octavo.tensor")).isFalse();
    assertThat(mayUse("octavo.nn.loss", "octavo.optim")).isFalse();
    assertThat(mayUse("octavo.nn.loss", "octavo.nn")).isTrue();
    assertThat(mayUse("octavo.kernel", "octavo.storage")).isTrue();
    assertThat(mayUse("octavo.tensor", "octavo.autograd")).isTrue();
    assertThat(mayUse("octavo.autograd", "octavo.op")).isTrue();
    assertThat(mayUse("octavo.train", "java.util")).isTrue();
  }

  /// From the highest to the lowest, as its table promises.
  @Test
  void architectureTellsOfEveryRoom() throws IOException {
    String page = Files.readString(Sources.root().resolve("ARCHITECTURE.md"));
    String table = page.substring(0, page.indexOf("The triangle:"));
    int above = 0;
    for (Set<String> rooms : ROOMS.reversed()) {
      int row = 0;
      for (String room : rooms) {
        String name = "`octavo." + room;
        int at = Math.max(table.indexOf(name + "`"), table.indexOf(name + ".*`"));
        assertThat(at).as(room).isGreaterThan(above);
        row = Math.max(row, at);
      }
      above = row;
    }
  }

  private static boolean mayUse(String from, String to) {
    int target = level(to);
    return target < 0 || target <= level(from);
  }

  private static int level(String packageName) {
    for (int i = 0; i < ROOMS.size(); i++) {
      if (ROOMS.get(i).contains(room(packageName))) {
        return i;
      }
    }
    return -1;
  }

  private static String room(String packageName) {
    if (!packageName.startsWith("octavo.")) {
      return "";
    }
    String rest = packageName.substring("octavo.".length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}

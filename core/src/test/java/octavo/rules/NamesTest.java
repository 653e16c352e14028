package octavo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Names say what a class is, and every class says whether it may be extended.
class NamesTest {
  private static final Pattern EMPTY_WORDS =
      Pattern.compile(".*(Impl|Utils?|Helper|Manager|Base|Common|Misc)");

  @Test
  void noEmptyWords() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : Classes.CORE) {
      if (EMPTY_WORDS.matcher(type.getSimpleName()).matches()) {
        wrong.add(type.getName());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyClassIsClosedOrAbstract() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : Classes.CORE) {
      if (isOpen(type)) {
        wrong.add(type.getName());
      }
    }
    assertThat(wrong).as("make it a record, enum, final, sealed or abstract").isEmpty();
  }

  private static boolean isOpen(JavaClass type) {
    Set<JavaModifier> modifiers = type.getModifiers();
    boolean declared =
        !type.isInterface()
            && !type.isEnum()
            && !type.isRecord()
            && !type.isAnonymousClass()
            && !type.getSimpleName().equals("module-info");
    return declared
        && !modifiers.contains(JavaModifier.FINAL)
        && !modifiers.contains(JavaModifier.ABSTRACT)
        && !type.reflect().isSealed();
  }
}

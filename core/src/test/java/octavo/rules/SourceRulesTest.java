package octavo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules hold in every source file of every module, and each rule finds what it is there for.
class SourceRulesTest {
  /// Files that may be over 500 lines. This list may only get shorter.
  private static final Set<String> LONG_FILES = Set.of();

  private static final Path ROOT = Sources.root();

  @Test
  void everyFileKeepsTheRules() {
    List<String> broken = new ArrayList<>();
    for (Path file : Sources.below(ROOT, ".java")) {
      String name = ROOT.relativize(file).toString().replace('\\', '/');
      for (String line : SourceRules.check(name, Sources.read(file), isExported(name))) {
        if (!(line.contains("a file must not be longer") && LONG_FILES.contains(name))) {
          broken.add(line);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void theUsersPartsAreKnown() {
    assertThat(isExported("core/src/main/java/octavo/nn/Layer.java")).isTrue();
    assertThat(isExported("core/src/main/java/octavo/kernel/Kernels.java")).isFalse();
    assertThat(isExported("core/src/test/java/octavo/op/OperationCases.java")).isFalse();
  }

  @Test
  void everyPackageSaysWhatItIsForAndThatNothingIsNull() {
    Set<Path> packages = new TreeSet<>();
    for (Path file : Sources.below(ROOT, ".java")) {
      boolean main = file.toString().replace('\\', '/').contains("/src/main/java/");
      if (main && !file.endsWith("module-info.java")) {
        packages.add(file.getParent());
      }
    }
    List<String> broken = new ArrayList<>();
    for (Path folder : packages) {
      Path info = folder.resolve("package-info.java");
      String text = Files.exists(info) ? Sources.read(info) : "";
      if (!text.contains("@NullMarked") || !text.startsWith("///")) {
        broken.add(
            ROOT.relativize(folder)
                + " has no package-info.java with a /// comment and @NullMarked");
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void findsLongFilesAndMethods() {
    String body = "    int x;\n".repeat(62);
    String method = "final class A {\n  void f() {\n" + body + "  }\n}\n";
    assertThat(SourceRules.check("a/A.java", method, false))
        .containsExactly("a/A.java:2: f has 64 lines, more than 60");
    assertThat(SourceRules.check("a/SimdA.java", method, false)).isEmpty();
    String file = "final class A {\n" + "  int x;\n".repeat(500) + "}\n";
    assertThat(SourceRules.check("A.java", file, false))
        .containsExactly("A.java:502: a file must not be longer than 500 lines");
  }

  @Test
  void findsMarksOfTheUnfinished() {
    for (String word :
        List.of("TO" + "DO", "FIX" + "ME", "XX" + "X", "Unsupported" + "OperationException")) {
      assertThat(SourceRules.check("A.java", "// " + word + "\nfinal class A {}\n", false))
          .containsExactly("A.java:1: '" + word + "' marks something unfinished");
    }
    assertThat(
            SourceRules.check(
                "A.java", "import java.util.*;\nfinal class A {\n\tint x;\n}\n", false))
        .containsExactly("A.java:3: a tab", "A.java:0: a wildcard import of java.util.*");
  }

  @Test
  void findsMissingAndOldComments() {
    String bare =
        """
        public final class A {
          public int f;
          protected void g() {}
          void h() {}
          @Override
          public String toString() {}
          public interface I {
            void i();
          }
        }
        """;
    assertThat(SourceRules.check("A.java", bare, true))
        .containsExactly(
            "A.java:1: the type A has no /// comment",
            "A.java:2: the field f has no /// comment",
            "A.java:3: the method g has no /// comment",
            "A.java:7: the type I has no /// comment",
            "A.java:8: the method i has no /// comment");
    assertThat(SourceRules.check("A.java", bare, false)).isEmpty();
    assertThat(SourceRules.check("A.java", "/** Old. */\nfinal class A {}\n", false))
        .containsExactly(
            "A.java:1: comments for readers of the API are Markdown and start with ///");
    String enums = "/// E.\npublic enum E {\n  /// A.\n  A,\n  B\n}\n";
    assertThat(SourceRules.check("E.java", enums, true))
        .containsExactly("E.java:5: the field B has no /// comment");
    String record = "/// R.\npublic record R(int a) {\n  public R {}\n}\n";
    assertThat(SourceRules.check("R.java", record, true)).isEmpty();
  }

  private static boolean isExported(String file) {
    String start = "core/src/main/java/";
    if (!file.startsWith(start) || !file.contains("/octavo/")) {
      return false;
    }
    String folder = file.substring(start.length(), file.lastIndexOf('/'));
    return exported().contains(folder.replace('/', '.'));
  }

  private static Set<String> exported() {
    String module = Sources.read(ROOT.resolve("core/src/main/java/module-info.java"));
    Matcher line = Pattern.compile("exports\\s+([\\w.]+)\\s*;").matcher(module);
    Set<String> names = new TreeSet<>();
    while (line.find()) {
      Collections.addAll(names, line.group(1));
    }
    return names;
  }
}

package octavo.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/// The compiled classes of core, without those of the tests.
final class Classes {
  static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of("target", "classes").toAbsolutePath());

  private Classes() {}

  /// The class in whose file this one is written.
  static JavaClass outermost(JavaClass type) {
    JavaClass at = type;
    while (at.getEnclosingClass().isPresent()) {
      at = at.getEnclosingClass().get();
    }
    return at;
  }
}

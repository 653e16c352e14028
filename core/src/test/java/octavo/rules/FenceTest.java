package octavo.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What only few may touch: the Vector API, and the state of the whole process.
class FenceTest {
  private static final Set<String> OF_THE_PROCESS =
      Set.of("setProperty", "clearProperty", "exit", "getenv", "out", "err", "setOut", "setErr");

  /// A class that uses vectors is loaded only where [octavo.kernel.Simd#available()] says so.
  @Test
  void onlySimdClassesUseTheVectorApi() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : Classes.CORE) {
      boolean allowed = Classes.outermost(type).getSimpleName().startsWith("Simd");
      for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
        JavaClass target = arrow.getTargetClass().getBaseComponentType();
        if (!allowed && target.getPackageName().startsWith("jdk.incubator.vector")) {
          wrong.add(arrow.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// The methods of the Vector API are shared by vectors of all lengths, and so are the compiler's counts
  /// of what it saw there: with two lengths it prepares for both, and vectors may become objects.
  @Test
  void vectorsHaveOneLength() {
    DescribedPredicate<JavaAccess<?>> anotherLength =
        DescribedPredicate.describe(
            "names a length of vectors other than the preferred one",
            access ->
                access.getTargetOwner().getPackageName().startsWith("jdk.incubator.vector")
                    && (access.getTargetOwner().getSimpleName().equals("VectorShape")
                        || access.getName().matches("SPECIES_(?!PREFERRED).*|withShape")));
    noClasses().should().accessTargetWhere(anotherLength).check(Classes.CORE);
  }

  /// A library prints nothing, ends nothing, and neither sets nor reads what belongs to the process.
  @Test
  void theProcessIsNotTouched() {
    DescribedPredicate<JavaAccess<?>> ofTheProcess =
        DescribedPredicate.describe(
            "touches the process",
            access ->
                access.getTargetOwner().isEquivalentTo(System.class)
                    && OF_THE_PROCESS.contains(access.getName()));
    noClasses().should().accessTargetWhere(ofTheProcess).check(Classes.CORE);
  }
}

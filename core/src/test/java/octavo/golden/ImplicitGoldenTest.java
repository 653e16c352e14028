package octavo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import octavo.kernel.special.SpecialFunction;
import octavo.op.DirichletDraw;
import octavo.op.Special;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// How gamma and Dirichlet numbers move with their concentrations, against PyTorch's approximations of the
/// same derivatives. Their relative error, against arbitrary precision, is up to 10⁻³ for gamma numbers and
/// 2.9·10⁻³ for the Dirichlet numbers of this file; that of the forms tested here is below 10⁻⁸, see
/// `SpecialFunctionTest`.
class ImplicitGoldenTest {
  static final Set<String> FILES = Set.of("implicit");

  private static void close(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.allClose(expected, tolerance, 0)).as("%s%n%s", found, expected).isTrue();
  }

  @Test
  void gammaNumbersMoveAsInPyTorch() {
    GoldenFile golden = GoldenFile.read("implicit");
    close(
        Special.of(SpecialFunction.GAMMA_SLOPE, golden.array("gamma/a"), golden.array("gamma/x")),
        golden.array("gamma/slope"),
        1e-3);
  }

  @Test
  void dirichletNumbersMoveAsInPyTorch() {
    GoldenFile golden = GoldenFile.read("implicit");
    close(
        DirichletDraw.slope(golden.array("dirichlet/x"), golden.array("dirichlet/a")),
        golden.array("dirichlet/slope"),
        3e-3);
  }
}

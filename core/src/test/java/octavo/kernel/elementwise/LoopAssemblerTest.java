package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoopAssemblerTest {
  private static @Nullable MapLoop loop(Class<?> forms, String name) {
    return LoopAssembler.loop(
        SimdMapTemplate.class, SimdUnaryForms.class, forms, name, MapLoop.class);
  }

  @Test
  void eachLoopIsAClassOfItsOwn() {
    MapLoop square = Objects.requireNonNull(loop(SimdUnaryForms.class, "square"));
    MapLoop exp = Objects.requireNonNull(loop(SimdUnaryForms.class, "exp"));
    assertThat(square.getClass()).isNotSameAs(exp.getClass());
    assertThat(square.getClass().isHidden()).isTrue();
    int lanes = SimdMath.S.length();
    float[] x = new float[lanes];
    x[1] = 3;
    float[] y = new float[lanes];
    square.run(x, 0, y, 0, lanes);
    assertThat(y[1]).isEqualTo(9);
  }

  @Test
  void aNameWithoutFormHasNoLoop() {
    assertThat(loop(SimdUnaryForms.class, "lgamma")).isNull();
  }

  @Test
  void theTemplateItselfIsTheLoopOfItsSample() {
    int lanes = SimdMath.S.length();
    float[] x = new float[lanes];
    x[0] = 2;
    float[] y = new float[lanes];
    new SimdMapTemplate().run(x, 0, y, 0, lanes);
    assertThat(y[0]).isEqualTo(-2);
  }

  @Test
  void branchesAreRefused() {
    assertThatThrownBy(() -> loop(BranchingForms.class, "branch"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("loop: a vector form must be straight code, but branch is not.");
  }
}

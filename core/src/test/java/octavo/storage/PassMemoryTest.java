package octavo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PassMemoryTest {
  private static final int LENGTH = 1 << 15;

  private final PassMemory memory = new PassMemory();

  private static float[] array(Storage storage) {
    return ((FloatStorage) storage).array();
  }

  private static Storage make() {
    return PassMemory.zeros(DType.FLOAT32, LENGTH);
  }

  private static int count(Storage storage) {
    return storage.length() - storage.first();
  }

  @Test
  void whatNobodyWaitsForIsUsedAgainAfterTheRule() {
    memory.during(() -> {
      Storage first = make();
      float[] array = array(first);
      assertThat(array(make())).as("within one rule").isNotSameAs(array);
      memory.endRule();
      assertThat(array(make())).isNotSameAs(array); // that of the second, freed last
      assertThat(array(make())).isSameAs(array);
    });
  }

  @Test
  void whatSomebodyWaitsForIsKept() {
    memory.during(() -> {
      Storage held = make();
      float[] array = array(held);
      memory.hold(held);
      memory.hold(held);
      assertThat(memory.hasOneHolder(held)).isFalse();
      memory.endRule();
      memory.release(held);
      assertThat(memory.hasOneHolder(held)).isTrue();
      memory.endRule();
      assertThat(array(make())).isNotSameAs(array);
      memory.release(held);
      assertThat(array(held)).as("until the rule has ended").isSameAs(array);
      memory.endRule();
      assertThat(array(make())).isSameAs(array);
    });
  }

  @Test
  void zerosAreZerosWhateverStoodThere() {
    memory.during(() -> {
      java.util.Arrays.fill(array(make()), 5);
      memory.endRule();
      assertThat(array(make())).containsOnly(0);
    });
  }

  @Test
  void aStorageThatWasTakenBackFailsAtTheFirstNumber() {
    memory.during(() -> {
      Storage storage = make();
      memory.endRule();
      assertThatThrownBy(() -> storage.getDouble(0)).isInstanceOf(IllegalStateException.class);
    });
  }

  @Test
  void anotherLengthAnotherTypeAndShortOnesAreFresh() {
    memory.during(() -> {
      float[] array = array(make());
      Storage doubles = PassMemory.zeros(DType.FLOAT64, LENGTH);
      Storage small = PassMemory.zeros(DType.FLOAT32, 100);
      memory.endRule();
      assertThat(array(PassMemory.zeros(DType.FLOAT32, LENGTH + 1))).isNotSameAs(array);
      assertThat(count(doubles)).isEqualTo(LENGTH);
      assertThat(count(small)).isEqualTo(100);
    });
  }

  @Test
  void foreignCodeGetsFreshMemoryAndKeepsIt() {
    memory.during(() -> {
      float[] array = array(make());
      memory.endRule();
      memory.suspend(() -> {
        Storage foreign = make();
        assertThat(array(foreign)).isNotSameAs(array);
        memory.hold(foreign);
        memory.release(foreign);
        memory.endRule();
        assertThat(count(foreign)).isEqualTo(LENGTH);
      });
      assertThat(array(make())).isSameAs(array);
    });
  }

  @Test
  void outsideOfAPassNothingIsTakenBack() {
    Storage storage = make();
    memory.hold(storage);
    memory.release(storage);
    memory.endRule();
    assertThat(count(storage)).isEqualTo(LENGTH);
  }
}

package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
  @TempDir Path folder;

  private void cache(int index, String level, String type, String size, String sharers)
      throws IOException {
    Path cache = Files.createDirectories(folder.resolve("index" + index));
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("type"), type + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
    Files.writeString(cache.resolve("shared_cpu_list"), sharers + "\n");
  }

  private Path processors() {
    return folder.resolve("cpuinfo");
  }

  private Caches read(UnaryOperator<String> properties) {
    return Caches.read(folder, processors(), properties);
  }

  @Test
  void whatLinuxTells() throws IOException {
    cache(0, "1", "Data", "48K", "0");
    cache(1, "1", "Instruction", "64K", "0");
    cache(2, "2", "Unified", "2M", "0,4");
    cache(3, "3", "Unified", "32768K", "0-7");
    Caches found = read(name -> null);
    assertThat(found).isEqualTo(new Caches(48 << 10, 1 << 20, 32 << 20, /* assumed= */ false));
  }

  @Test
  void whatNobodyTellsIsAssumed() {
    assertThat(read(name -> null)).isEqualTo(Caches.ASSUMED);
    assertThat(Caches.ASSUMED)
        .isEqualTo(new Caches(32 << 10, 512 << 10, 8 << 20, /* assumed= */ true));
  }

  @Test
  void theListOfProcessorsTellsTheSecondLevelOfAmd() throws IOException {
    String list = "processor\t: 0\nvendor_id\t: %s\ncache size\t: 1024 KB\n\nprocessor\t: 1\n";
    Files.writeString(processors(), list.formatted("AuthenticAMD"));
    assertThat(read(name -> null))
        .isEqualTo(new Caches(32 << 10, 1 << 20, 8 << 20, /* assumed= */ false));
    Files.writeString(processors(), list.formatted("GenuineIntel"));
    assertThat(read(name -> null)).isEqualTo(Caches.ASSUMED);
    Files.writeString(processors(), list.formatted("AuthenticAMD"));
    cache(0, "2", "Unified", "2048K", "0");
    assertThat(read(name -> null).l2()).isEqualTo(2 << 20);
  }

  @Test
  void whereThereIsNoThirdLevelItIsNoSmallerThanTheSecond() throws IOException {
    cache(0, "2", "Unified", "16M", "");
    assertThat(read(name -> null))
        .isEqualTo(new Caches(32 << 10, 16 << 20, 16 << 20, /* assumed= */ false));
  }

  @Test
  void aSizeThatIsNoneIsNotBelieved() throws IOException {
    cache(0, "2", "Unified", "unknown", "0");
    cache(1, "3", "Unified", "99999999999999G", "0");
    assertThat(read(name -> null)).isEqualTo(Caches.ASSUMED);
  }

  @Test
  void propertiesOverrule() throws IOException {
    cache(0, "2", "Unified", "1024K", "0");
    Map<String, String> given =
        Map.of("octavo.cache.l1d", "16384", "octavo.cache.l2", "256k", "octavo.cache.l3", "1G");
    Caches expected = new Caches(16 << 10, 256 << 10, 1 << 30, /* assumed= */ false);
    assertThat(read(given::get)).isEqualTo(expected);
    assertThat(Caches.read(folder.resolve("none"), processors(), given::get)).isEqualTo(expected);
  }

  @Test
  void wrongSizesAreRefused() {
    for (String wrong : new String[] {"", "0", "-1", "1.5M", "much"}) {
      assertThatThrownBy(() -> read(Map.of("octavo.cache.l2", wrong)::get))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "octavo.cache.l2: must be a number of bytes such as 1048576, 1024K or 1M, but is \""
                  + wrong
                  + "\".");
    }
    assertThatThrownBy(() -> new Caches(1, 0, 1, /* assumed= */ false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("caches: sizes must be positive, but L1 data is 1, L2 is 0 and L3 is 1.");
  }

  @Test
  void thisMachineHasSome() {
    Caches machine = Caches.machine();
    assertThat(machine).isSameAs(Caches.machine());
    assertThat(machine.l1Data()).isPositive();
  }
}

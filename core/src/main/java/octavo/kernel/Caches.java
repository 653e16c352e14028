package octavo.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The data caches that a core can use, in bytes: its own ones, and its share of a second-level cache
/// that some cores have together; the third level as a whole. Kernels cut their work to these sizes;
/// they change the speed, never a result.
///
/// Linux tells them; in some virtual machines it only tells the second level, of processors of AMD. Where
/// nobody does (other systems, some containers) they are [#ASSUMED]. The system properties
/// `octavo.cache.l1d`, `octavo.cache.l2` and `octavo.cache.l3` (bytes, or with K, M or G: `1M`) overrule both.
///
/// @param l1Data the first level, for data
/// @param l2 the second level
/// @param l3 the third level, of all cores together
/// @param assumed whether the system told nothing of the second level
public record Caches(long l1Data, long l2, long l3, boolean assumed) {
  /// What nearly every machine has at least.
  public static final Caches ASSUMED =
      new Caches(32 << 10, 512 << 10, 8 << 20, /* assumed= */ true);

  private static final Path FIRST_CORE = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Pattern AMD = Pattern.compile("(?m)^vendor_id\\s*:\\s*AuthenticAMD\\s*$");

  /// What this line means depends on the maker: with Intel's processors it is the third level.
  private static final Pattern AMD_L2 =
      Pattern.compile("(?m)^cache size\\s*:\\s*(\\d+ [KM])B\\s*$");

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,15})([KMG]?)");
  private static final int MOST_CACHES = 16;
  private static final Caches MACHINE = read(FIRST_CORE, PROCESSORS, System::getProperty);

  /// Checks that there is a byte of each.
  public Caches {
    if (l1Data < 1 || l2 < 1 || l3 < 1) {
      throw new IllegalArgumentException(
          "caches: sizes must be positive, but L1 data is %d, L2 is %d and L3 is %d."
              .formatted(l1Data, l2, l3));
    }
  }

  /// Those of this machine, read once.
  public static Caches machine() {
    return MACHINE;
  }

  /// The caches that a folder of Linux's `/sys` describes, or else its list of processors, overruled by
  /// properties.
  ///
  /// @throws IllegalArgumentException if a property is no size
  static Caches read(Path folder, Path processors, UnaryOperator<@Nullable String> properties) {
    long l1Data = 0;
    long l2 = 0;
    long l3 = 0;
    for (int i = 0; i < MOST_CACHES; i++) {
      Path cache = folder.resolve("index" + i);
      if (text(cache.resolve("type")).equals("Instruction")) {
        continue;
      }
      long size = size(text(cache.resolve("size")));
      switch (text(cache.resolve("level"))) {
        case "1" -> l1Data = size;
        case "2" -> l2 = size / sharers(text(cache.resolve("shared_cpu_list")));
        case "3" -> l3 = size;
        default -> {} // no such cache, or one behind the third level
      }
    }
    if (l2 == 0) {
      l2 = ofProcessor(text(processors));
    }
    boolean assumed = l2 == 0;
    return new Caches(
        pick(properties, "octavo.cache.l1d", l1Data, ASSUMED.l1Data),
        pick(properties, "octavo.cache.l2", l2, ASSUMED.l2),
        pick(properties, "octavo.cache.l3", l3, Math.max(l2, ASSUMED.l3)),
        assumed && properties.apply("octavo.cache.l2") == null);
  }

  private static long pick(
      UnaryOperator<@Nullable String> properties, String name, long found, long otherwise) {
    String given = properties.apply(name);
    if (given != null) {
      long size = size(given);
      if (size == 0) {
        throw new IllegalArgumentException(
            "%s: must be a number of bytes such as 1048576, 1024K or 1M, but is \"%s\"."
                .formatted(name, given));
      }
      return size;
    }
    return found > 0 ? found : otherwise;
  }

  /// The second level by the list of processors; 0 if that does not tell.
  private static long ofProcessor(String list) {
    Matcher size = AMD_L2.matcher(list);
    return AMD.matcher(list).find() && size.find() ? size(size.group(1).replace(" ", "")) : 0;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) { // it does not tell
      return "";
    }
  }

  /// `1024K` in bytes; 0 if it is no size.
  private static long size(String text) {
    Matcher parts = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      return 0;
    }
    int shift =
        switch (parts.group(2)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    long number = Long.parseLong(parts.group(1));
    return number > Long.MAX_VALUE >> shift ? 0 : number << shift;
  }

  /// How many processors a list such as `0-3,8` names; 1 if there is none.
  private static int sharers(String list) {
    int count = 0;
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      try {
        count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
      } catch (NumberFormatException e) { // no list
        return 1;
      }
    }
    return Math.max(1, count);
  }
}

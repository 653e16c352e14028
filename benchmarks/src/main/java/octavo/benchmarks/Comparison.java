package octavo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Measures Octavo and other libraries on the same rows, in turn, and writes the page about it. Started
/// by `benchmarks/compare`, which says what can be chosen.
public final class Comparison {
  private static final String ROWS = "^(gemm|bmm|conv|conv-transpose|infer|step/resnet)";

  /// A peer that is known.
  ///
  /// @param title the heading of its column
  /// @param type the class that runs it
  private record Peer(String title, String type) {}

  private static final Map<String, Peer> PEERS = new LinkedHashMap<>();

  static {
    PEERS.put("pytorch", new Peer("PyTorch", "octavo.benchmarks.peers.pytorch.PyTorchPeer"));
    PEERS.put("djl", new Peer("DJL", "octavo.benchmarks.peers.djl.DjlPeer"));
    PEERS.put("onnxruntime", new Peer("ONNX Runtime", "octavo.benchmarks.peers.onnx.OnnxPeer"));
  }

  private final Options options;
  private final Path root;

  private Comparison(Options options, Path root) {
    this.options = options;
    this.root = root;
  }

  /// Measures and writes the page.
  ///
  /// @throws IOException if a program cannot be started or the page cannot be written
  /// @throws InterruptedException if interrupted while a side runs
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("octavo.home", "")).toAbsolutePath();
    try {
      Options options =
          Options.parse(
              arguments,
              "--only",
              "--threads",
              "--rounds",
              "--seconds",
              "--peers",
              "--python",
              "--out");
      new Comparison(options, root).run(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private void run(String[] arguments) throws IOException, InterruptedException {
    List<Integer> threads = options.integers("--threads", "1,2");
    int rounds = options.integer("--rounds", 2);
    double seconds = options.number("--seconds", 0.7);
    String only = rows(options.text("--only", ROWS));
    Path out = root.resolve(options.text("--out", "docs/performance.md"));
    List<Side> sides = sides();
    Map<String, String> versions = new LinkedHashMap<>();
    for (Side side : sides) {
      versions.put(side.name(), side.versionText());
    }
    Measurements measurements = new Measurements();
    long start = System.nanoTime();
    for (int n : threads) {
      for (int round = 0; round < rounds; round++) {
        for (Side side : sides) {
          measure(side, n, seconds, only, measurements);
        }
      }
    }
    Map<String, String> circumstances = circumstances(arguments, rounds, seconds);
    String page = new PerformancePage(measurements, versions).render(circumstances, threads);
    Files.createDirectories(out.toAbsolutePath().getParent());
    Files.writeString(out, page);
    System.out.printf(
        Locale.ROOT, "%s written after %.1f minutes%n", out, (System.nanoTime() - start) / 6e10);
  }

  private static String rows(String only) {
    try {
      return Pattern.compile(only).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "comparison: --only must be a regular expression, but is '%s'.".formatted(only), e);
    }
  }

  private static void measure(
      Side side, int threads, double seconds, String only, Measurements measurements)
      throws InterruptedException {
    try {
      List<String> lines = side.rows(threads, seconds, only);
      for (String line : lines) {
        measurements.add(side.name(), line);
        System.out.println(side.name() + " " + line);
      }
    } catch (IOException e) {
      // one side that fails leaves gaps, which the page shows, and the others go on
      System.err.println(e.getMessage());
    }
  }

  private List<Side> sides() {
    List<Side> sides = new ArrayList<>();
    String program = root.resolve("octavo").toString();
    List<String> suite = List.of(program, "bench", "--json");
    sides.add(new Side("Octavo", suite, List.of(program, "--version"), Map.of()));
    for (String name : options.text("--peers", String.join(",", PEERS.keySet())).split(",", -1)) {
      sides.add(peer(name));
    }
    String python = options.text("--python", "");
    if (!python.isBlank()) {
      List<String> words = Arrays.asList(python.strip().split("\\s+", -1));
      String version = "import torch; print('PyTorch', torch.__version__, 'in Python')";
      sides.add(
          new Side("PyTorch in Python", words, List.of(words.getFirst(), "-c", version), Map.of()));
    }
    return sides;
  }

  /// A peer in a JVM of its own with the class path of this one.
  private Side peer(String name) {
    Peer peer = PEERS.get(name);
    if (peer == null) {
      throw new IllegalArgumentException(
          "comparison: a peer must be one of %s, but is '%s'."
              .formatted(String.join(", ", PEERS.keySet()), name));
    }
    Path natives = root.resolve("benchmarks/target/natives").resolve(name);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.cachedir=" + natives,
            "-DDJL_CACHE_DIR=" + natives,
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            peer.type());
    List<String> version = new ArrayList<>(command);
    version.add("--version");
    return new Side(peer.title(), command, version, Map.of("OPT_OUT_TRACKING", "true"));
  }

  private Map<String, String> circumstances(String[] arguments, int rounds, double seconds) {
    Map<String, String> circumstances = new LinkedHashMap<>();
    circumstances.put("machine", Machine.description());
    circumstances.put(
        "Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    circumstances.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    circumstances.put("command", "`" + command(arguments) + "`");
    circumstances.put("timing", "best of %d rounds of %s s a row".formatted(rounds, seconds));
    return circumstances;
  }

  /// What was typed, with the names of files only, since the folders are this machine's.
  static String command(String[] arguments) {
    StringBuilder command = new StringBuilder("benchmarks/compare");
    for (String argument : arguments) {
      String text = argument.replaceAll("(^|\\s)/\\S*/", "$1");
      boolean plain = text.matches("[\\w./,:=-]+");
      command.append(' ').append(plain ? text : "'" + text + "'");
    }
    return command.toString();
  }
}

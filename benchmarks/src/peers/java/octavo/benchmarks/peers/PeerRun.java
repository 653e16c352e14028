package octavo.benchmarks.peers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import octavo.benchmarks.Options;
import octavo.benchmarks.peers.Peer.Call;
import octavo.format.Json;

/// The main program of every peer: `--version`, or `--threads N --only REGEX --seconds S`. Prints
/// one JSON object a line, `{"name", "threads", "ms", "median_ms", "gflops"}`, with the best and the
/// median time of one call.
public final class PeerRun {
  /// The least time a row is called before it is timed: the JVM's side of the call is compiled then.
  private static final double WARM_SECONDS = 1;

  private static final int FEWEST = 5;

  private PeerRun() {}

  /// Runs the rows that match.
  ///
  /// @throws Exception if the library fails
  public static void main(Peer peer, String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(peer.version());
      return;
    }
    Options options = Options.parse(args, "--threads", "--only", "--seconds");
    int threads = options.integer("--threads", 1);
    double seconds = options.number("--seconds", 0.7);
    Pattern only = Pattern.compile(options.text("--only", "."));
    peer.useThreads(threads);
    for (Workload workload : PeerSuite.all()) {
      if (only.matcher(workload.name()).find()) {
        time(peer, workload, threads, seconds);
      }
    }
  }

  private static void time(Peer peer, Workload workload, int threads, double seconds)
      throws Exception {
    Call call = peer.prepare(workload);
    if (call == null) {
      return;
    }
    try {
      long warm = System.nanoTime() + (long) (Math.max(seconds, WARM_SECONDS) * 1e9);
      for (int i = 0; i < 2 || System.nanoTime() < warm; i++) {
        once(call);
      }
      double[] times = new double[1 << 20];
      int n = 0;
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while ((System.nanoTime() < end || n < FEWEST) && n < times.length) {
        times[n++] = once(call);
      }
      double[] sorted = Arrays.copyOf(times, n);
      Arrays.sort(sorted);
      System.out.println(line(workload, threads, sorted[0], sorted[n / 2]));
    } finally {
      call.close();
    }
  }

  /// Milliseconds of one call.
  private static double once(Call call) throws Exception {
    call.before();
    long start = System.nanoTime();
    call.run();
    long end = System.nanoTime();
    call.after();
    return (end - start) / 1e6;
  }

  private static String line(Workload workload, int threads, double best, double median) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", workload.name());
    row.put("threads", (long) threads);
    row.put("ms", rounded(best));
    row.put("median_ms", rounded(median));
    row.put("gflops", rounded(workload.flops() / best / 1e6));
    return Json.write(row);
  }

  private static double rounded(double x) {
    return Math.round(x * 1e5) / 1e5;
  }
}

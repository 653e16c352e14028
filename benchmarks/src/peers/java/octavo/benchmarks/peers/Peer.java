package octavo.benchmarks.peers;

import org.jspecify.annotations.Nullable;

/// A library that computes rows of the suite.
public interface Peer {
  /// Name and version, for the heading of its column.
  String version();

  /// Uses so many threads from now on; called before the first [#prepare].
  void useThreads(int threads);

  /// Makes the data of a row and returns its call, or null if the library has no such operation.
  ///
  /// @throws Exception if the library fails
  @Nullable Call prepare(Workload workload) throws Exception;

  /// One row, ready to be called again and again.
  interface Call {
    /// What must be done before each call and is not timed.
    ///
    /// @throws Exception if the library fails
    default void before() throws Exception {}

    /// What is timed.
    ///
    /// @throws Exception if the library fails
    void run() throws Exception;

    /// What must be done after each call and is not timed.
    ///
    /// @throws Exception if the library fails
    default void after() throws Exception {}

    /// Frees the data.
    ///
    /// @throws Exception if the library fails
    default void close() throws Exception {}
  }
}

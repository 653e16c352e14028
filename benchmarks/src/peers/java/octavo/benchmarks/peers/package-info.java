/// The suite by other libraries, each in a process of its own. A [octavo.benchmarks.peers.Peer] turns
/// a [octavo.benchmarks.peers.Workload] into a call; [octavo.benchmarks.peers.PeerRun] times it and
/// prints one JSON object a line, as `octavo bench --json` does. Compiled in the Maven profile `peers`
/// only, with the libraries that it needs.
@NullMarked
package octavo.benchmarks.peers;

import org.jspecify.annotations.NullMarked;

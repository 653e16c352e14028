/// Deep Java Library on its PyTorch engine.
@NullMarked
package octavo.benchmarks.peers.djl;

import org.jspecify.annotations.NullMarked;

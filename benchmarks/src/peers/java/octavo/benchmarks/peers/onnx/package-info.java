/// ONNX Runtime. Its models are written here, message by message, so that no other library is needed.
@NullMarked
package octavo.benchmarks.peers.onnx;

import org.jspecify.annotations.NullMarked;

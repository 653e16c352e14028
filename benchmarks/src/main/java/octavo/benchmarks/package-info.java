/// What is measured besides `octavo bench`: single operations and kernels by JMH, and the suite against
/// other libraries. [octavo.benchmarks.Comparison], started by `benchmarks/compare`, runs Octavo and its
/// peers in turn and writes the page of measurements; the peers' own code is in `src/peers/java`. See
/// `benchmarks/README.md`.
@NullMarked
package octavo.benchmarks;

import org.jspecify.annotations.NullMarked;

/// Every family of kernels as a pair: the scalar oracle and its SIMD twin on one size, timed side by
/// side. Before anything is timed the twin's result is compared with the oracle's, within the
/// tolerance of the family's contract. Start with [octavo.benchmarks.kernel.KernelBenchmark].
@NullMarked
package octavo.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;

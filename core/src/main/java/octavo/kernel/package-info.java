/// The arithmetic, on arrays and geometry records only: kernels know no tensors and no gradients.
///
/// Each family is a folder with a contract (the mathematics, preconditions, tolerance), a scalar
/// oracle in the plainest loops, and a `Simd…` twin, the only place where the Vector API may be
/// imported. [octavo.kernel.Kernels] holds the implementations in use, [octavo.kernel.Parallel]
/// spreads work over threads. Start reading at [octavo.kernel.row.RowKernels].
@NullMarked
package octavo.kernel;

import org.jspecify.annotations.NullMarked;

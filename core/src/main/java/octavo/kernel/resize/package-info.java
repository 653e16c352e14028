/// Resizing of sequences, pictures and volumes, pixel shuffles and content-aware reassembly.
///
/// Start reading at [octavo.kernel.resize.Sampling], which turns PyTorch's rules of coordinates into
/// matrices, and [octavo.kernel.resize.ResizeKernels], which applies them.
@NullMarked
package octavo.kernel.resize;

import org.jspecify.annotations.NullMarked;

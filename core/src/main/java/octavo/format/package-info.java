/// File formats without third-party code: safetensors, NPY and NPZ, PNG, JSON, and writing a file so
/// that it is whole or not there at all. Knows storages, not tensors; what a file claims is checked before memory is
/// asked for, and what is wrong is a [octavo.format.FormatException].
///
/// Start reading at [octavo.format.Safetensors] and [octavo.format.AtomicFile].
@NullMarked
package octavo.format;

import org.jspecify.annotations.NullMarked;

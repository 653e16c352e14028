/// File formats without third-party code: safetensors, PNG, JSON, and writing a file so that it is
/// whole or not there at all. Knows storages, not tensors.
@NullMarked
package octavo.format;

import org.jspecify.annotations.NullMarked;

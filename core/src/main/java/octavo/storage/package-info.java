/// Where numbers live: element types ([octavo.storage.DType]), heap arrays behind a sealed
/// [octavo.storage.Storage], and the strided [octavo.storage.View] that kernels read and write.
///
/// What may not live here: arithmetic (that is a kernel) and shapes with meaning (that is a
/// tensor). Start reading at [octavo.storage.Storage].
@NullMarked
package octavo.storage;

import org.jspecify.annotations.NullMarked;

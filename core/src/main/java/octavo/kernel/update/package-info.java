/// The loops of optimizers, on parts of arrays, in place.
@NullMarked
package octavo.kernel.update;

import org.jspecify.annotations.NullMarked;

/// Whole networks as records.
@NullMarked
package octavo.nn.model;

import org.jspecify.annotations.NullMarked;

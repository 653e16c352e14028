/// Random numbers as a pure function of a key and a counter.
@NullMarked
package octavo.kernel.random;

import org.jspecify.annotations.NullMarked;

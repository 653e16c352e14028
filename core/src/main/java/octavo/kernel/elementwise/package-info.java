/// Functions of one or two numbers, applied to every element of strided views.
@NullMarked
package octavo.kernel.elementwise;

import org.jspecify.annotations.NullMarked;

/// Two-dimensional convolution and its two gradients.
@NullMarked
package octavo.kernel.conv;

import org.jspecify.annotations.NullMarked;

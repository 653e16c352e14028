/// Randomness: explicit, splittable streams of numbers. Nothing in the library draws from anywhere
/// else. Start reading at [octavo.random.Rng].
@NullMarked
package octavo.random;

import org.jspecify.annotations.NullMarked;

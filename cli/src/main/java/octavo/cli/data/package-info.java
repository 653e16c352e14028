/// The data that come with the program: what commands train on and chapters draw.
@NullMarked
package octavo.cli.data;

import org.jspecify.annotations.NullMarked;

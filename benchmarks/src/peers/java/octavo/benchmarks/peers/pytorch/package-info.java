/// PyTorch through its Java binding, JavaCPP.
@NullMarked
package octavo.benchmarks.peers.pytorch;

import org.jspecify.annotations.NullMarked;

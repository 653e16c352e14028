/// JMH benchmarks of single operations: `java --add-modules jdk.incubator.vector -cp
/// 'benchmarks/target/lib/*:benchmarks/target/classes' org.openjdk.jmh.Main`. Whole workloads are
/// measured by `octavo bench`.
@NullMarked
package octavo.benchmarks;

import org.jspecify.annotations.NullMarked;

/// Octavo: deep learning for the JVM in one pure-Java module.
module octavo {
  requires jdk.incubator.vector;
  requires static org.jspecify;

  exports octavo.autograd;
  exports octavo.op;
  exports octavo.random;
  exports octavo.storage;
  exports octavo.tensor;
}

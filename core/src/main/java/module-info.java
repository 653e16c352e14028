/// Octavo: deep learning for the JVM in one pure-Java module.
module octavo {
  requires jdk.incubator.vector;
  requires static org.jspecify;

  exports octavo.storage;
}

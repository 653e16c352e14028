/// The command line of Octavo.
module octavo.cli {
  requires octavo;
  requires info.picocli;
  requires java.management;
  requires static org.jspecify;

  opens octavo.cli to
      info.picocli;
}

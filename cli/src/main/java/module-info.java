/// The command line of Octavo.
module octavo.cli {
  requires octavo;
  requires info.picocli;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.tables;
  requires java.management;
  requires static org.jspecify;

  opens octavo.cli.chapter to
      octavo; // layers of its own
  opens octavo.cli to
      info.picocli;
}

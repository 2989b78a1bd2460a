extension ProgressReport {
  /// What no decision can take into account, each a sentence; the same for
  /// every program.
  static let limits = [
    "Pointers that are moved byte by byte or through a pipe, or changed in inline assembly.",
    "Strings that are written through pointers to records or through other members of a union.",
    "Translation units and configurations that were not compiled in this run; "
      + "their occurrences are listed as inactive or uncovered.",
    "Code outside the project that calls functions which no header declares.",
    "Code outside the project that builds or changes the project's records by hand, or that gives "
      + "memory of the C library to a function which releases any `void *`.",
    "The grade of a size that has been written: the sources do not record it, so the sizes of "
      + "migrated sites are counted by their form, those of raw sites by their grade.",
  ]
}

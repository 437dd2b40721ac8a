package io.ingot.etl.bronze.files;

/** How a file's name says that it is packed, and how its first bytes say so. */
enum Packing {
  GZIP("gzip", ".gz") {
    @Override
    boolean begins(byte[] first) {
      return first.length >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
    }
  },
  ZSTD("zstd", ".zst") {
    @Override
    boolean begins(byte[] first) {
      return first.length >= 4
          && (first[0] == 0x28
                  && first[1] == (byte) 0xb5
                  && first[2] == 0x2f
                  && first[3] == (byte) 0xfd
              // Some writers put a frame first that a reader has to skip.
              || (first[0] & 0xf0) == 0x50
                  && first[1] == 0x2a
                  && first[2] == 0x4d
                  && first[3] == 0x18);
    }
  };

  /** As many of a file's first bytes as it takes to tell. */
  static final int BYTES = 4;

  private final String word;
  private final String suffix;

  Packing(String word, String suffix) {
    this.word = word;
    this.suffix = suffix;
  }

  abstract boolean begins(byte[] first);

  /**
   * Refuses a file whose first bytes contradict its name: Spark goes by the name alone, and would
   * make rows of packed bytes.
   */
  static void requireNamed(String name, byte[] first) throws DamagedFile {
    for (Packing packing : values()) {
      boolean named = name.endsWith(packing.suffix);
      boolean packed = packing.begins(first);
      if (named && !packed) {
        throw new DamagedFile(
            Flaw.BAD_FILE,
            "its name ends in " + packing.suffix + ", but it holds no " + packing.word + " data");
      }
      if (packed && !named) {
        throw new DamagedFile(
            Flaw.BAD_FILE,
            "it holds " + packing.word + " data, but its name does not end in " + packing.suffix);
      }
    }
  }
}

package io.ingot.etl.bronze.files;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;

/**
 * Unpacks {@code .zst} files by the library that Spark brings; Hadoop's own codec needs a native
 * Hadoop. Hadoop makes it by its name.
 */
final class ZstdCodec implements CompressionCodec {
  ZstdCodec() {}

  @Override
  public CompressionInputStream createInputStream(InputStream packed) throws IOException {
    return new Unpacked(new ZstdInputStream(packed));
  }

  @Override
  public CompressionInputStream createInputStream(InputStream packed, Decompressor unused)
      throws IOException {
    return createInputStream(packed);
  }

  /** None: the stream unpacks by itself, and Hadoop then pools nothing. */
  @Override
  public Class<? extends Decompressor> getDecompressorType() {
    return null;
  }

  @Override
  public Decompressor createDecompressor() {
    return null;
  }

  @Override
  public String getDefaultExtension() {
    return ".zst";
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out) {
    throw new UnsupportedOperationException("Reads only.");
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor) {
    throw new UnsupportedOperationException("Reads only.");
  }

  @Override
  public Class<? extends Compressor> getCompressorType() {
    throw new UnsupportedOperationException("Reads only.");
  }

  @Override
  public Compressor createCompressor() {
    throw new UnsupportedOperationException("Reads only.");
  }

  /** Unpacked bytes, front to end. */
  private static final class Unpacked extends CompressionInputStream {
    Unpacked(InputStream unpacked) throws IOException {
      super(unpacked);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return in.read(bytes, from, length);
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException("Reads front to end.");
    }
  }
}

package org.liveevents.bridge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file like another, but for what a subclass changes. */
class DelegatingFileChannel extends FileChannel {

  private final FileChannel behind;

  DelegatingFileChannel(FileChannel behind) {
    this.behind = behind;
  }

  final FileChannel behind() {
    return behind;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return behind.read(to);
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    return behind.read(to, offset, length);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return behind.write(from);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    return behind.write(from, offset, length);
  }

  @Override
  public long position() throws IOException {
    return behind.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    behind.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return behind.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    behind.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    behind.force(metadata);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
    return behind.transferTo(position, count, to);
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) throws IOException {
    return behind.transferFrom(from, position, count);
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    return behind.read(to, position);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return behind.write(from, position);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return behind.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return behind.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return behind.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    behind.close();
  }
}

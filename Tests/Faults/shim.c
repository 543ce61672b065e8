// Faults of a machine, put between kzpipe and the C library: LD_PRELOAD=shim.so with one of
//   FAULT_WRITE_ERRNO=5   FAULT_AFTER=BYTES   every write fails with this errno once so many bytes were written
//   FAULT_SYNC_ERRNO=5    FAULT_AFTER=COUNT   every sync fails once there were so many
//   FAULT_SLOW_US=2000                        every sync takes so much longer
//   FAULT_CLOCK_JUMP=SECONDS                  the wall clock jumps by this much with every look at it, back and forth
//   FAULT_KILL_AT=N                           kill -9 at the N-th call that changes the disk, from 1; a write is half done
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long setting(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? strtol(text, NULL, 10) : otherwise;
}

static atomic_long written, synced, looks, changes;

#define NEXT(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

// True when the process is to end with this call.
static int ends_here(void) {
  long at = setting("FAULT_KILL_AT", 0);
  return at && atomic_fetch_add(&changes, 1) + 1 == at;
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

int rename(const char *from, const char *to) {
  if (ends_here()) end();
  return NEXT(rename)(from, to);
}

int unlink(const char *path) {
  if (ends_here()) end();
  return NEXT(unlink)(path);
}

int ftruncate(int descriptor, off_t length) {
  if (ends_here()) end();
  return NEXT(ftruncate)(descriptor, length);
}

// Standard output and error always work, so that the message can be read.
static int failing_write(int descriptor, size_t count) {
  long number = setting("FAULT_WRITE_ERRNO", 0);
  if (!number || descriptor <= 2) return 0;
  if (atomic_fetch_add(&written, (long)count) + (long)count <= setting("FAULT_AFTER", 0)) return 0;
  errno = (int)number;
  return 1;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (descriptor > 2 && ends_here()) {
    NEXT(write)(descriptor, bytes, count / 2);
    end();
  }
  return failing_write(descriptor, count) ? -1 : NEXT(write)(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  if (ends_here()) {
    NEXT(pwrite)(descriptor, bytes, count / 2, offset);
    end();
  }
  return failing_write(descriptor, count) ? -1 : NEXT(pwrite)(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  if (ends_here()) {
    NEXT(pwrite64)(descriptor, bytes, count / 2, offset);
    end();
  }
  return failing_write(descriptor, count) ? -1 : NEXT(pwrite64)(descriptor, bytes, count, offset);
}

static int failing_sync(void) {
  if (ends_here()) end();
  long pause = setting("FAULT_SLOW_US", 0);
  if (pause) usleep((useconds_t)pause);
  long number = setting("FAULT_SYNC_ERRNO", 0);
  if (!number || atomic_fetch_add(&synced, 1) < setting("FAULT_AFTER", 0)) return 0;
  errno = (int)number;
  return 1;
}

int fsync(int descriptor) { return failing_sync() ? -1 : NEXT(fsync)(descriptor); }
int syncfs(int descriptor) { return failing_sync() ? -1 : NEXT(syncfs)(descriptor); }
int fdatasync(int descriptor) { return failing_sync() ? -1 : NEXT(fdatasync)(descriptor); }

// Only the clock on the wall jumps; the monotonic one cannot.
int clock_gettime(clockid_t clock, struct timespec *time) {
  int status = NEXT(clock_gettime)(clock, time);
  long jump = setting("FAULT_CLOCK_JUMP", 0);
  if (jump && clock == CLOCK_REALTIME) time->tv_sec += atomic_fetch_add(&looks, 1) % 2 ? jump : -jump;
  return status;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}

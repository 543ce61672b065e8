// Tells ThreadSanitizer of Swift's Mutex. Its lock is a futex whose contended path lies in the runtime, which is not
// instrumented: without this every value behind a mutex that two threads wanted at a time counts as a race.
//
// Preloaded by sanitize.sh. Does nothing in processes without the sanitizer.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef void lock_function(uint32_t thread, SELF) SWIFT;
typedef _Bool try_function(SELF) SWIFT;
typedef void unlock_function(SELF) SWIFT;

lock_function lock_slow __asm__(LOCK);
try_function try_lock_slow __asm__(TRY);
unlock_function unlock_slow __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF) {
  lock_function *real = dlsym(RTLD_NEXT, LOCK);
  real(thread, self);
  if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT _Bool try_lock_slow(SELF) {
  try_function *real = dlsym(RTLD_NEXT, TRY);
  _Bool isLocked = real(self);
  if (isLocked && __tsan_acquire) __tsan_acquire(self);
  return isLocked;
}

SWIFT void unlock_slow(SELF) {
  unlock_function *real = dlsym(RTLD_NEXT, UNLOCK);
  if (__tsan_release) __tsan_release(self);
  real(self);
}

// Modules that a host has to refuse, chosen with -DKIND=…: plain C, so that nothing of the kit is needed.
#include <stdlib.h>

#include "kzpipe_abi.h"

#define PLAIN 0    // not a module at all
#define MAGIC 1    // another mark
#define ABI 2      // another kit
#define COMPILER 3 // another compiler
#define LAYOUT 4   // another layout
#define KIT 5      // another copy of the kit
#define TRAP 6     // traps while it is loaded
#define EXITS 7    // ends the process while it is loaded
#define HALF 8     // has only one of the two functions
#define OVERFLOW 9 // runs over its stack while it is loaded

#if KIND == PLAIN
int unrelated(void) { return 1; }
#else
__attribute__((visibility("default"))) void kzpipe_module_manifest(void *out) {
  kzpipe_manifest *manifest = out;
  manifest->magic = KIND == MAGIC ? 7 : KZPIPE_MAGIC;
  manifest->size = sizeof(kzpipe_manifest);
  manifest->kit_abi = KIND == ABI ? 9999 : KZPIPE_KIT_ABI;
  manifest->compiler = KIND == COMPILER ? "other compiler 1.0" : COMPILER_VERSION;
  manifest->page_size = KIND == LAYOUT ? 1 : PAGE_SIZE_BYTES;
  manifest->article_size = ARTICLE_SIZE_BYTES;
  manifest->spec_size = SPEC_SIZE_BYTES;
  manifest->name = "broken";
  manifest->version = "1";
  manifest->stages = "";
  manifest->kit = manifest;
}

#if KIND != HALF
__attribute__((visibility("default"))) void kzpipe_module_register(void *registrar) { (void)registrar; }
#endif

static int deeper(int depth) {
  volatile char room[4096];
  room[0] = (char)depth;
  return deeper(depth + 1) + room[0];
}

__attribute__((constructor)) static void loaded(void) {
  if (KIND == OVERFLOW) exit(deeper(0));
  if (KIND == TRAP) __builtin_trap();
  if (KIND == EXITS) exit(0);
}
#endif

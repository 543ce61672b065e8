// The handshake between host and stage module: plain C, read before any Swift value crosses.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdint.h>

// Raise on every change of a public declaration of KZPipeKit: a release build inlines across modules, so a missing symbol
// does not reveal a mismatch.
#define KZPIPE_KIT_ABI 2

// "KZP1" in ASCII.
#define KZPIPE_MAGIC 0x4B5A5031u

// Fields are only ever appended.
typedef struct {
  uint32_t magic;          // KZPIPE_MAGIC
  uint32_t size;           // sizeof(this struct), as the module saw it
  uint32_t kit_abi;        // KZPIPE_KIT_ABI, as the module saw it
  uint32_t page_size;      // MemoryLayout<Page>.size, as the module's compiler laid it out
  uint32_t article_size;   // MemoryLayout<Article>.size, likewise
  uint32_t spec_size;      // MemoryLayout<StageSpec>.size, likewise
  const char *_Nullable compiler;  // version string of the compiler that built the module
  const char *_Nullable name;      // module name
  const char *_Nullable version;   // module version
  const char *_Nullable stages;    // "clean:html_article export:newsml_g2"
  const void *_Nullable kit;       // address inside the kit that the module is bound to
} kzpipe_manifest;

// Baked into each side at compile time: it names the exact toolchain.
static inline const char *_Nonnull kzpipe_compiler(void) { return __VERSION__; }

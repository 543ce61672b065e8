// Writes a document again and again with libxml2's xmlTextWriter: the yardstick for the byte writer.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct ctw_script ctw_script;

// Takes a document apart into the calls that write it; NULL when it is not well formed.
ctw_script *_Nullable ctw_prepare(const uint8_t *_Nonnull bytes, size_t count);
// Writes the document once, indented, and returns its size; 0 on failure.
size_t ctw_write(const ctw_script *_Nonnull script);
// The document as the writer makes it, to be released with free().
char *_Nullable ctw_text(const ctw_script *_Nonnull script);
void ctw_free(ctw_script *_Nullable script);

// The entry of libFuzzer for programs that have a main of their own; compiler-rt ships it without a header.
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *data, size_t size));

// From <sys/mman.h>, which shows it to GNU sources only.
int memfd_create(const char *name, unsigned int flags);

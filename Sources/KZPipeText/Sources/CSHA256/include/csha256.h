// SHA-256 with the processor's own instructions, where it has them.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Whether `csha256_blocks` may be called on this processor.
int csha256_is_available(void);

// Mixes `count` blocks of 64 bytes into the eight working words.
void csha256_blocks(uint32_t *_Nonnull state, const uint8_t *_Nonnull data, size_t count);

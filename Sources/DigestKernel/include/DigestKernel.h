#ifndef DIGEST_KERNEL_H
#define DIGEST_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/// Takes whole blocks of 64 bytes into a SHA-1 state of five words (FIPS 180-4, 6.1).
void digest_sha1(uint32_t state[5], const uint8_t *blocks, size_t count);

/// Takes whole blocks of 64 bytes into a SHA-256 state of eight words (FIPS 180-4, 6.2).
void digest_sha256(uint32_t state[8], const uint8_t *blocks, size_t count);

/// The same without the processor's own instructions, for tests.
void digest_sha1_plain(uint32_t state[5], const uint8_t *blocks, size_t count);
void digest_sha256_plain(uint32_t state[8], const uint8_t *blocks, size_t count);

#endif

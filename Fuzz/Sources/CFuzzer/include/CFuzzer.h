#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// One counter for each edge of the instrumented code: how often the last run came past it.
uint8_t *fuzz_counters(void);

/// How many of the counters are in use.
size_t fuzz_counter_count(void);

/// Sets all counters to nothing.
void fuzz_reset(void);

/// Buckets the counters (1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 and more) and adds what was not seen before to `seen`, one
/// byte of bucket bits for each counter.
///
/// Returns how many bucket bits were new.
size_t fuzz_gather(uint8_t *seen);

/// Keeps a copy of the input at hand in a file that outlives a crash: its length in eight bytes, then its bytes.
///
/// Returns 0, or -1 when the file cannot be made.
int fuzz_open_record(const char *path, size_t capacity);
void fuzz_record(const uint8_t *bytes, size_t count);

#endif

// The callbacks of LLVM's SanitizerCoverage (clang documentation, "SanitizerCoverage", tracing with guards), and the record
// of the input at hand. libFuzzer itself is not used: the one beside Swift 6.3 refuses this instrumentation.
#include "CFuzzer.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CAPACITY (1u << 20)

static uint8_t counters[CAPACITY] __attribute__((aligned(64)));
static uint32_t used;

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop) {
    if (start == stop || *start) return;
    for (uint32_t *guard = start; guard < stop; guard++) *guard = used + 1 < CAPACITY ? ++used : CAPACITY - 1;
}

void __sanitizer_cov_trace_pc_guard(uint32_t *guard) {
    uint8_t *counter = counters + (*guard & (CAPACITY - 1));
    if (*counter < 255) (*counter)++;
}

void __sanitizer_cov_trace_pc_indir(uintptr_t callee) { (void)callee; }
void __sanitizer_cov_trace_cmp1(uint8_t a, uint8_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_cmp2(uint16_t a, uint16_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_cmp4(uint32_t a, uint32_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_cmp8(uint64_t a, uint64_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_const_cmp1(uint8_t a, uint8_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_const_cmp2(uint16_t a, uint16_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_const_cmp4(uint32_t a, uint32_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_const_cmp8(uint64_t a, uint64_t b) { (void)a, (void)b; }
void __sanitizer_cov_trace_switch(uint64_t value, uint64_t *cases) { (void)value, (void)cases; }

uint8_t *fuzz_counters(void) { return counters; }
size_t fuzz_counter_count(void) { return used + 1; }
void fuzz_reset(void) { memset(counters, 0, used + 1); }

static uint8_t bucket(uint8_t count) {
    if (count >= 128) return 128;
    if (count >= 32) return 64;
    if (count >= 16) return 32;
    if (count >= 8) return 16;
    if (count >= 4) return 8;
    return count == 3 ? 4 : count;
}

size_t fuzz_gather(uint8_t *seen) {
    size_t fresh = 0;
    for (size_t i = 0; i <= used; i += 8) {
        uint64_t eight;
        memcpy(&eight, counters + i, 8);
        if (eight == 0) continue;
        for (size_t j = i; j < i + 8; j++) {
            uint8_t bits = bucket(counters[j]) & ~seen[j];
            if (bits) {
                seen[j] |= bits;
                fresh++;
            }
        }
    }
    return fresh;
}

static uint8_t *record;
static size_t record_capacity;

int fuzz_open_record(const char *path, size_t capacity) {
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || ftruncate(file, (off_t)(capacity + 8)) != 0) return -1;
    void *map = mmap(NULL, capacity + 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (map == MAP_FAILED) return -1;
    record = map;
    record_capacity = capacity;
    return 0;
}

void fuzz_record(const uint8_t *bytes, size_t count) {
    if (!record) return;
    uint64_t length = count < record_capacity ? count : record_capacity;
    memcpy(record, &length, 8);
    if (length > 0) memcpy(record + 8, bytes, length);
}

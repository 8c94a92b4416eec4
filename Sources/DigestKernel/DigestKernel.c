// SHA-1 and SHA-256 over whole blocks: by the processor's SHA instructions where it has them (asked at run time), else by
// plain arithmetic. Both are written from FIPS 180-4.
#include "DigestKernel.h"

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t word(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline uint32_t left(uint32_t x, int n) { return x << n | x >> (32 - n); }
static inline uint32_t right(uint32_t x, int n) { return x >> n | x << (32 - n); }

void digest_sha1_plain(uint32_t state[5], const uint8_t *blocks, size_t count) {
    uint32_t w[80];
    for (; count > 0; count--, blocks += 64) {
        for (int i = 0; i < 16; i++) w[i] = word(blocks + 4 * i);
        for (int i = 16; i < 80; i++) w[i] = left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        for (int i = 0; i < 80; i++) {
            uint32_t f, k;
            if (i < 20) {
                f = (b & c) | (~b & d);
                k = 0x5a827999;
            } else if (i < 40) {
                f = b ^ c ^ d;
                k = 0x6ed9eba1;
            } else if (i < 60) {
                f = (b & c) | (b & d) | (c & d);
                k = 0x8f1bbcdc;
            } else {
                f = b ^ c ^ d;
                k = 0xca62c1d6;
            }
            uint32_t next = left(a, 5) + f + e + k + w[i];
            e = d;
            d = c;
            c = left(b, 30);
            b = a;
            a = next;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
}

void digest_sha256_plain(uint32_t state[8], const uint8_t *blocks, size_t count) {
    uint32_t w[64];
    for (; count > 0; count--, blocks += 64) {
        for (int i = 0; i < 16; i++) w[i] = word(blocks + 4 * i);
        for (int i = 16; i < 64; i++) {
            uint32_t s0 = right(w[i - 15], 7) ^ right(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint32_t s1 = right(w[i - 2], 17) ^ right(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < 64; i++) {
            uint32_t s1 = right(e, 6) ^ right(e, 11) ^ right(e, 25);
            uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + constants[i] + w[i];
            uint32_t s0 = right(a, 2) ^ right(a, 13) ^ right(a, 22);
            uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        const uint32_t sums[8] = {a, b, c, d, e, f, g, h};
        for (int i = 0; i < 8; i++) state[i] += sums[i];
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

// The state as the instructions want it: ABCD in one register (A highest), E in the top word of another.
__attribute__((target("sha,ssse3,sse4.1"))) static void sha1_processor(
    uint32_t state[5], const uint8_t *blocks, size_t count) {
    const __m128i order = _mm_set_epi64x(0x0001020304050607LL, 0x08090a0b0c0d0e0fLL);
    __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0x1b);
    __m128i e = _mm_set_epi32((int)state[4], 0, 0, 0);
    for (; count > 0; count--, blocks += 64) {
        const __m128i abcd0 = abcd, e0 = e;
        __m128i w[4];
        for (int i = 0; i < 4; i++) {
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(blocks + 16 * i)), order);
        }
        __m128i before = abcd;
        e = _mm_add_epi32(e, w[0]);
        abcd = _mm_sha1rnds4_epu32(abcd, e, 0);
// Four rounds each: the words of step i from those of the four steps before (FIPS 180-4, 6.1.2, step 1).
#define STEP(i, kind)                                                                                       \
    do {                                                                                                    \
        if ((i) >= 4) {                                                                                     \
            w[(i) & 3] = _mm_sha1msg2_epu32(                                                                \
                _mm_xor_si128(_mm_sha1msg1_epu32(w[(i) & 3], w[((i) + 1) & 3]), w[((i) + 2) & 3]),          \
                w[((i) + 3) & 3]);                                                                          \
        }                                                                                                   \
        e = _mm_sha1nexte_epu32(before, w[(i) & 3]);                                                        \
        before = abcd;                                                                                      \
        abcd = _mm_sha1rnds4_epu32(abcd, e, kind);                                                          \
    } while (0)
        STEP(1, 0); STEP(2, 0); STEP(3, 0); STEP(4, 0);
        STEP(5, 1); STEP(6, 1); STEP(7, 1); STEP(8, 1); STEP(9, 1);
        STEP(10, 2); STEP(11, 2); STEP(12, 2); STEP(13, 2); STEP(14, 2);
        STEP(15, 3); STEP(16, 3); STEP(17, 3); STEP(18, 3); STEP(19, 3);
#undef STEP
        e = _mm_sha1nexte_epu32(before, e0);
        abcd = _mm_add_epi32(abcd, abcd0);
    }
    _mm_storeu_si128((__m128i *)state, _mm_shuffle_epi32(abcd, 0x1b));
    state[4] = (uint32_t)_mm_extract_epi32(e, 3);
}

// The state as the instructions want it: ABEF and CDGH.
__attribute__((target("sha,ssse3,sse4.1"))) static void sha256_processor(
    uint32_t state[8], const uint8_t *blocks, size_t count) {
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
    __m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);
    for (; count > 0; count--, blocks += 64) {
        const __m128i abef0 = abef, cdgh0 = cdgh;
        __m128i w[4];
        for (int i = 0; i < 16; i++) {
            __m128i now;
            if (i < 4) {
                now = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(blocks + 16 * i)), order);
            } else {
                const __m128i w3 = w[(i + 3) & 3], w2 = w[(i + 2) & 3];
                now = _mm_sha256msg2_epu32(
                    _mm_add_epi32(_mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]), _mm_alignr_epi8(w3, w2, 4)), w3);
            }
            w[i & 3] = now;
            const __m128i sum = _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)(constants + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef0);
        cdgh = _mm_add_epi32(cdgh, cdgh0);
    }
    state[0] = (uint32_t)_mm_extract_epi32(abef, 3);
    state[1] = (uint32_t)_mm_extract_epi32(abef, 2);
    state[4] = (uint32_t)_mm_extract_epi32(abef, 1);
    state[5] = (uint32_t)_mm_extract_epi32(abef, 0);
    state[2] = (uint32_t)_mm_extract_epi32(cdgh, 3);
    state[3] = (uint32_t)_mm_extract_epi32(cdgh, 2);
    state[6] = (uint32_t)_mm_extract_epi32(cdgh, 1);
    state[7] = (uint32_t)_mm_extract_epi32(cdgh, 0);
}

#include <cpuid.h>

static int has_sha(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & (1u << 29))) return 0;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & (1u << 19)) && (c & (1u << 9));
}
#else
static int has_sha(void) { return 0; }
static void sha1_processor(uint32_t state[5], const uint8_t *blocks, size_t count) {
    digest_sha1_plain(state, blocks, count);
}
static void sha256_processor(uint32_t state[8], const uint8_t *blocks, size_t count) {
    digest_sha256_plain(state, blocks, count);
}
#endif

// 0 not asked yet, 1 no, 2 yes; every thread finds the same.
static _Atomic int known;

static int uses_processor(void) {
    int answer = known;
    if (answer == 0) {
        answer = has_sha() ? 2 : 1;
        known = answer;
    }
    return answer == 2;
}

void digest_sha1(uint32_t state[5], const uint8_t *blocks, size_t count) {
    if (uses_processor()) {
        sha1_processor(state, blocks, count);
    } else {
        digest_sha1_plain(state, blocks, count);
    }
}

void digest_sha256(uint32_t state[8], const uint8_t *blocks, size_t count) {
    if (uses_processor()) {
        sha256_processor(state, blocks, count);
    } else {
        digest_sha256_plain(state, blocks, count);
    }
}

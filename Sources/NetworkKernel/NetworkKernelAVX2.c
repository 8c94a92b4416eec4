#include "NetworkKernel.h"

// The kernel for processors with AVX2. A tile of 4 words by 3 blocks (24 outputs) keeps 12 sums in registers; a weight
// register holds 8 outputs x 2 inputs, and one vpmaddwd multiplies it by a broadcast pair of inputs:
//
//     weights  w00 w01 | w10 w11 | ... | w70 w71        16 x int16
//     inputs   x0  x1  | x0  x1  | ... | x0  x1         one word's pair, 8 times
//     sums     w00 x0 + w01 x1 | ...                    8 x int32

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define TILE AVX2 static inline __attribute__((always_inline))

TILE __m256i pair(const int16_t *x) {
    int32_t two;
    memcpy(&two, x, 4);
    return _mm256_set1_epi32(two);
}

/// Sums of `words` words by `blocks` blocks, both known when compiled.
TILE void sums(
    int words, int blocks, const int16_t *weights, const int32_t *bias, size_t pairs, const int16_t *x, size_t x_stride,
    __m256i sum[4][3]) {
    for (int b = 0; b < blocks; b++) {
        __m256i start = bias ? _mm256_loadu_si256((const __m256i *)(bias + b * 8)) : _mm256_setzero_si256();
        for (int t = 0; t < words; t++) sum[t][b] = start;
    }
    for (size_t k = 0; k < pairs; k++) {
        __m256i w[3];
        for (int b = 0; b < blocks; b++) w[b] = _mm256_loadu_si256((const __m256i *)(weights + (b * pairs + k) * 16));
        for (int t = 0; t < words; t++) {
            __m256i v = pair(x + t * x_stride + 2 * k);
            for (int b = 0; b < blocks; b++) sum[t][b] = _mm256_add_epi32(sum[t][b], _mm256_madd_epi16(w[b], v));
        }
    }
}

TILE void store16(__m256i sum, int shift, int limit, int16_t *y) {
    __m256i half = _mm256_set1_epi32(shift > 0 ? 1 << (shift - 1) : 0);
    __m256i v = _mm256_sra_epi32(_mm256_add_epi32(sum, half), _mm_cvtsi32_si128(shift));
    v = _mm256_min_epi32(_mm256_max_epi32(v, _mm256_set1_epi32(-limit)), _mm256_set1_epi32(limit));
    _mm_storeu_si128((__m128i *)y, _mm_packs_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1)));
}

TILE void multiply_tile(
    int words, int blocks, const int16_t *weights, const int32_t *bias, size_t pairs, const int16_t *x, size_t x_stride,
    int shift, int limit, int16_t *y, size_t y_stride) {
    __m256i sum[4][3];
    sums(words, blocks, weights, bias, pairs, x, x_stride, sum);
    for (int t = 0; t < words; t++)
        for (int b = 0; b < blocks; b++) store16(sum[t][b], shift, limit, y + t * y_stride + b * 8);
}

TILE void score_tile(
    int words, int blocks, const int16_t *weights, const int32_t *bias, size_t pairs, const int16_t *x, size_t x_stride,
    int32_t *y, size_t y_stride) {
    __m256i sum[4][3];
    sums(words, blocks, weights, bias, pairs, x, x_stride, sum);
    for (int t = 0; t < words; t++)
        for (int b = 0; b < blocks; b++)
            _mm256_storeu_si256((__m256i *)(y + t * y_stride + b * 8), sum[t][b]);
}

/// Blocks taken together where `left` remain: three; two and two rather than three and one, which would leave most
/// multipliers idle.
static inline size_t together(size_t left) { return left == 4 || left == 2 ? 2 : (left >= 3 ? 3 : 1); }

AVX2 void sitrep_multiply_avx2(
    const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x, size_t x_stride,
    size_t count, int shift, int limit, int16_t *y, size_t y_stride) {
    for (size_t b = 0, wide; b < blocks; b += wide) {
        const int16_t *w = weights + b * pairs * 16;
        const int32_t *start = bias + b * 8;
        wide = together(blocks - b);
        size_t t = 0;
#define MULTIPLY(words, blocks) \
    multiply_tile(words, blocks, w, start, pairs, x + t * x_stride, x_stride, shift, limit, y + t * y_stride + b * 8, y_stride)
        for (; t + 4 <= count; t += 4)
            if (wide == 3) MULTIPLY(4, 3);
            else if (wide == 2) MULTIPLY(4, 2);
            else MULTIPLY(4, 1);
        for (; t < count; t++)
            if (wide == 3) MULTIPLY(1, 3);
            else if (wide == 2) MULTIPLY(1, 2);
            else MULTIPLY(1, 1);
#undef MULTIPLY
    }
}

AVX2 void sitrep_score_avx2(
    const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x, size_t x_stride,
    size_t count, int32_t *y, size_t y_stride) {
    for (size_t b = 0, wide; b < blocks; b += wide) {
        const int16_t *w = weights + b * pairs * 16;
        const int32_t *start = bias ? bias + b * 8 : NULL;
        wide = together(blocks - b);
        size_t t = 0;
#define SCORE(words, blocks) \
    score_tile(words, blocks, w, start, pairs, x + t * x_stride, x_stride, y + t * y_stride + b * 8, y_stride)
        for (; t + 4 <= count; t += 4)
            if (wide == 3) SCORE(4, 3);
            else if (wide == 2) SCORE(4, 2);
            else SCORE(4, 1);
        for (; t < count; t++)
            if (wide == 3) SCORE(1, 3);
            else if (wide == 2) SCORE(1, 2);
            else SCORE(1, 1);
#undef SCORE
    }
}

TILE __m256i clip16(__m256i v, int limit) {
    return _mm256_min_epi16(_mm256_max_epi16(v, _mm256_set1_epi16((int16_t)-limit)), _mm256_set1_epi16((int16_t)limit));
}

TILE __m256i sigmoid(__m256i p) {
    __m256i q = clip16(p, 1024);
    __m256i a = _mm256_slli_epi16(q, 4);
    __m256i b = _mm256_slli_epi16(_mm256_sub_epi16(_mm256_set1_epi16(2048), _mm256_abs_epi16(q)), 3);
    return _mm256_add_epi16(_mm256_set1_epi16(2048), _mm256_mulhi_epi16(a, b));
}

/// (gate * a + (4096 - gate) * b + half) >> shift, kept within int16.
TILE __m256i mix(__m256i gate, __m256i a, __m256i b, int half, int shift) {
    __m256i rest = _mm256_sub_epi16(_mm256_set1_epi16(4096), gate), h = _mm256_set1_epi32(half);
    __m256i low = _mm256_madd_epi16(_mm256_unpacklo_epi16(gate, rest), _mm256_unpacklo_epi16(a, b));
    __m256i high = _mm256_madd_epi16(_mm256_unpackhi_epi16(gate, rest), _mm256_unpackhi_epi16(a, b));
    low = _mm256_srai_epi32(_mm256_add_epi32(low, h), shift);
    high = _mm256_srai_epi32(_mm256_add_epi32(high, h), shift);
    return _mm256_packs_epi32(low, high);
}

TILE __m256i load(const int16_t *p) { return _mm256_loadu_si256((const __m256i *)p); }

AVX2 void sitrep_recur_avx2(
    const int16_t *u, const int16_t *carry, size_t width, size_t count, const int16_t *x, size_t x_stride, int16_t *h,
    size_t h_stride) {
    for (size_t d = 0; d < 2; d++)
        for (size_t i = 0; i < width; i += 16) {
            __m256i cf = load(carry + d * 2 * width + i), cr = load(carry + (d * 2 + 1) * width + i);
            __m256i c = _mm256_setzero_si256();
            for (size_t k = 0; k < count; k++) {
                size_t t = d ? count - 1 - k : k;
                const int16_t *z = u + (t * 2 + d) * 3 * width + i;
                __m256i forget = sigmoid(_mm256_adds_epi16(load(z + width), _mm256_mulhi_epi16(c, cf)));
                __m256i reset = sigmoid(_mm256_adds_epi16(load(z + 2 * width), _mm256_mulhi_epi16(c, cr)));
                c = mix(forget, c, _mm256_slli_epi16(clip16(load(z), 2047), 4), 2048, 12);
                __m256i skip = x ? _mm256_slli_epi16(load(x + t * x_stride + d * width + i), 4) : _mm256_setzero_si256();
                _mm256_storeu_si256((__m256i *)(h + t * h_stride + d * width + i), mix(reset, c, skip, 32768, 16));
            }
        }
}
#endif

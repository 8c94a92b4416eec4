#include "NetworkKernel.h"

#include <string.h>

// The portable kernel: plain loops that every compiler can vectorise, and the small helpers both kernels share.

static inline int32_t clip(int32_t value, int32_t limit) {
    return value > limit ? limit : (value < -limit ? -limit : value);
}

static inline int16_t saturate(int32_t value) {
    return (int16_t)(value > 32767 ? 32767 : (value < -32768 ? -32768 : value));
}

/// Sigmoid of p / 256 as 0...4096: 2048 + p (2048 - |p|) / 512, the quotient rounded down.
static inline int32_t sigmoid(int32_t p) {
    int32_t q = clip(p, 1024);
    int32_t size = q < 0 ? -q : q;
    return 2048 + ((q * 16 * ((2048 - size) * 8)) >> 16);
}

static void multiply_block(
    const int16_t *weights, const int32_t *bias, size_t pairs, const int16_t *x, int32_t *sum) {
    for (int o = 0; o < 8; o++) sum[o] = bias ? bias[o] : 0;
    for (size_t k = 0; k < pairs; k++) {
        int32_t a = x[2 * k], b = x[2 * k + 1];
        const int16_t *w = weights + k * 16;
        for (int o = 0; o < 8; o++) sum[o] += w[2 * o] * a + w[2 * o + 1] * b;
    }
}

static void multiply_portable(
    const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x, size_t x_stride,
    size_t count, int shift, int limit, int16_t *y, size_t y_stride) {
    int32_t half = shift > 0 ? 1 << (shift - 1) : 0, sum[8];
    for (size_t t = 0; t < count; t++)
        for (size_t b = 0; b < blocks; b++) {
            multiply_block(weights + b * pairs * 16, bias + b * 8, pairs, x + t * x_stride, sum);
            for (int o = 0; o < 8; o++) y[t * y_stride + b * 8 + o] = (int16_t)clip((sum[o] + half) >> shift, limit);
        }
}

static void score_portable(
    const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x, size_t x_stride,
    size_t count, int32_t *y, size_t y_stride) {
    for (size_t t = 0; t < count; t++)
        for (size_t b = 0; b < blocks; b++)
            multiply_block(
                weights + b * pairs * 16, bias ? bias + b * 8 : NULL, pairs, x + t * x_stride, y + t * y_stride + b * 8);
}

static void recur_portable(
    const int16_t *u, const int16_t *carry, size_t width, size_t count, const int16_t *x, size_t x_stride, int16_t *h,
    size_t h_stride) {
    int16_t state[512];
    for (size_t d = 0; d < 2; d++) {
        const int16_t *cf = carry + d * 2 * width, *cr = cf + width;
        memset(state, 0, sizeof state);
        for (size_t k = 0; k < count; k++) {
            size_t t = d ? count - 1 - k : k;
            const int16_t *z = u + (t * 2 + d) * 3 * width, *f = z + width, *r = f + width;
            const int16_t *way = x ? x + t * x_stride + d * width : NULL;
            int16_t *out = h + t * h_stride + d * width;
            for (size_t i = 0; i < width; i++) {
                int32_t c = state[i];
                int32_t forget = sigmoid(saturate(f[i] + ((c * cf[i]) >> 16)));
                int32_t reset = sigmoid(saturate(r[i] + ((c * cr[i]) >> 16)));
                int32_t next = saturate((forget * c + (4096 - forget) * (clip(z[i], 2047) * 16) + 2048) >> 12);
                int32_t skip = way ? way[i] * 16 : 0;
                state[i] = (int16_t)next;
                out[i] = saturate((reset * next + (4096 - reset) * skip + 32768) >> 16);
            }
        }
    }
}

void sitrep_sum_rows(const int8_t *table, size_t width, const uint32_t *rows, size_t count, int16_t *x) {
    memset(x, 0, width * sizeof *x);
    for (size_t k = 0; k < count; k++) {
        const int8_t *row = table + (size_t)rows[k] * width;
        for (size_t i = 0; i < width; i++) x[i] = (int16_t)(x[i] + row[i]);
    }
    for (size_t i = 0; i < width; i++) x[i] = (int16_t)clip(x[i] * 4, 2047);
}

void sitrep_add(int16_t *y, const int16_t *x, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] = saturate((int32_t)y[i] + x[i]);
}

void sitrep_join(const int16_t *a, const int16_t *b, size_t count, int16_t *y) {
    for (size_t i = 0; i < count; i++) {
        int32_t s = (int32_t)a[i] + b[i];
        y[i] = (int16_t)(s < 0 ? 0 : (s > 2047 ? 2047 : s));
    }
}

void sitrep_pack(const int16_t *x, size_t x_stride, size_t count, size_t pairs, int16_t *packed) {
    size_t blocks = (count + 7) / 8;
    for (size_t b = 0; b < blocks; b++)
        for (size_t o = 0; o < 8; o++) {
            int16_t *to = packed + b * pairs * 16 + o * 2;
            const int16_t *from = x + (b * 8 + o) * x_stride;
            for (size_t k = 0; k < pairs; k++) {
                to[k * 16] = b * 8 + o < count ? from[2 * k] : 0;
                to[k * 16 + 1] = b * 8 + o < count ? from[2 * k + 1] : 0;
            }
        }
}

#if defined(__x86_64__)
void sitrep_multiply_avx2(
    const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x, size_t x_stride,
    size_t count, int shift, int limit, int16_t *y, size_t y_stride);
void sitrep_score_avx2(
    const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x, size_t x_stride,
    size_t count, int32_t *y, size_t y_stride);
void sitrep_recur_avx2(
    const int16_t *u, const int16_t *carry, size_t width, size_t count, const int16_t *x, size_t x_stride, int16_t *h,
    size_t h_stride);
#endif

sitrep_kernel sitrep_kernel_best(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") ? SITREP_KERNEL_AVX2 : SITREP_KERNEL_PORTABLE;
#else
    return SITREP_KERNEL_PORTABLE;
#endif
}

void sitrep_multiply(
    sitrep_kernel kernel, const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x,
    size_t x_stride, size_t count, int shift, int limit, int16_t *y, size_t y_stride) {
#if defined(__x86_64__)
    if (kernel == SITREP_KERNEL_AVX2) {
        sitrep_multiply_avx2(weights, bias, blocks, pairs, x, x_stride, count, shift, limit, y, y_stride);
        return;
    }
#endif
    multiply_portable(weights, bias, blocks, pairs, x, x_stride, count, shift, limit, y, y_stride);
}

void sitrep_score(
    sitrep_kernel kernel, const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x,
    size_t x_stride, size_t count, int32_t *y, size_t y_stride) {
#if defined(__x86_64__)
    if (kernel == SITREP_KERNEL_AVX2) {
        sitrep_score_avx2(weights, bias, blocks, pairs, x, x_stride, count, y, y_stride);
        return;
    }
#endif
    score_portable(weights, bias, blocks, pairs, x, x_stride, count, y, y_stride);
}

void sitrep_recur(
    sitrep_kernel kernel, const int16_t *u, const int16_t *carry, size_t width, size_t count, const int16_t *x,
    size_t x_stride, int16_t *h, size_t h_stride) {
#if defined(__x86_64__)
    if (kernel == SITREP_KERNEL_AVX2) {
        sitrep_recur_avx2(u, carry, width, count, x, x_stride, h, h_stride);
        return;
    }
#endif
    recur_portable(u, carry, width, count, x, x_stride, h, h_stride);
}

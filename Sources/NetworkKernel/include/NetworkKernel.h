#ifndef SITREP_NETWORK_KERNEL_H
#define SITREP_NETWORK_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/// The integer arithmetic of the language network. Every kernel gives the same bits: all sums fit 32 bits (the model
/// file's writer checks the bound), so the order of additions does not matter, and shifts of negative numbers are
/// arithmetic.
///
/// Activations are int16 of at most 12 bits, value = integer / 256. Matrices are stored as
/// [outputs / 8][inputs / 2][8 outputs][2 inputs]; `blocks` = outputs / 8, `pairs` = inputs / 2.
typedef enum {
    SITREP_KERNEL_PORTABLE = 0,
    SITREP_KERNEL_AVX2 = 1,
} sitrep_kernel;

/// The fastest kernel this processor can run.
sitrep_kernel sitrep_kernel_best(void);

/// y[word][o] = clip((bias[o] + sum_i w[o][i] x[word][i] + half) >> shift, -limit, limit).
/// Strides count int16 elements from one word to the next. Cost: count * blocks * 8 * pairs * 2 multiplications.
void sitrep_multiply(
    sitrep_kernel kernel, const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x,
    size_t x_stride, size_t count, int shift, int limit, int16_t *y, size_t y_stride);

/// y[word][o] = bias[o] + sum_i w[o][i] x[word][i], unrounded. `bias` may be NULL.
void sitrep_score(
    sitrep_kernel kernel, const int16_t *weights, const int32_t *bias, size_t blocks, size_t pairs, const int16_t *x,
    size_t x_stride, size_t count, int32_t *y, size_t y_stride);

/// One bidirectional simple recurrent layer (Lei et al. 2018) over one sentence of `count` words.
///
/// `u`: [count][2 directions][3][width] = candidate, forget gate, reset gate before their sigmoids (int16, value / 256).
/// `carry`: [2 directions][2 gates][width], value / 4096: how the last state moves the gates.
/// `x`: the highway, [count][2 * width] with `x_stride`, or NULL for none. `h`: the result, laid out as `x`.
/// `width` is a multiple of 16, at most 512. The sigmoid is 1/2 + p (8 - |p|) / 32 for |p| < 4.
void sitrep_recur(
    sitrep_kernel kernel, const int16_t *u, const int16_t *carry, size_t width, size_t count, const int16_t *x,
    size_t x_stride, int16_t *h, size_t h_stride);

/// x[i] = clip(4 * sum of rows[r][i]): adds int8 rows (value / 64) into activations (value / 256).
void sitrep_sum_rows(
    const int8_t *table, size_t width, const uint32_t *rows, size_t count, int16_t *x);

/// y[i] += x[i], kept within int16.
void sitrep_add(int16_t *y, const int16_t *x, size_t count);

/// y[i] = min(max(a[i] + b[i], 0), 2047).
void sitrep_join(const int16_t *a, const int16_t *b, size_t count, int16_t *y);

/// Stores `count` rows of 2 * `pairs` activations in the order that `sitrep_score` reads weights, padded to 8 rows with zeros.
void sitrep_pack(const int16_t *x, size_t x_stride, size_t count, size_t pairs, int16_t *packed);

#endif

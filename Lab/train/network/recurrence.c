// The simple recurrent unit (Lei et al. 2018) over packed sentences, forward and backward, for training.
// u: [words][2 directions][3][H] = z, forget, reset before their gates; v: [2][2][H]; x: highway [words][2*H] or NULL.
// c, h: [words][2*H]. Sentence s holds words start[s] ..< start[s+1]. Gates are the quadratic sigmoid of the integer kernel.
#include <math.h>
#include <stdint.h>
#include <string.h>

#define RESTRICT __restrict__

static inline float gate(float p) {
    float q = p > 4.f ? 4.f : (p < -4.f ? -4.f : p);
    return 0.5f + q * (8.f - fabsf(q)) * (1.f / 32.f);
}
static inline float slope(float p) {
    float a = fabsf(p);
    return a < 4.f ? (8.f - 2.f * a) * (1.f / 32.f) : 0.f;
}

void recurrence_forward(int64_t sentences, const int64_t *start, int64_t H, const float *u, const float *v,
                        const float *x, float *c, float *h) {
#pragma omp parallel for collapse(2) schedule(static)
    for (int64_t s = 0; s < sentences; s++)
        for (int64_t d = 0; d < 2; d++) {
            const float *RESTRICT vf = v + d * 2 * H, *RESTRICT vr = vf + H;
            float zero[1024];
            memset(zero, 0, sizeof zero);
            const float *before = zero;
            int64_t n = start[s + 1] - start[s];
            for (int64_t k = 0; k < n; k++) {
                int64_t t = d ? start[s + 1] - 1 - k : start[s] + k;
                const float *RESTRICT z = u + (t * 2 + d) * 3 * H, *RESTRICT f = z + H, *RESTRICT r = f + H;
                const float *RESTRICT xt = x ? x + t * 2 * H + d * H : zero;
                const float *RESTRICT cp = before;
                float *RESTRICT ct = c + t * 2 * H + d * H, *RESTRICT ht = h + t * 2 * H + d * H;
                for (int64_t i = 0; i < H; i++) {
                    float fi = gate(f[i] + vf[i] * cp[i]), ri = gate(r[i] + vr[i] * cp[i]);
                    float zi = z[i] > 8.f ? 8.f : (z[i] < -8.f ? -8.f : z[i]);
                    float ci = zi + fi * (cp[i] - zi);
                    ct[i] = ci;
                    ht[i] = xt[i] + ri * (ci - xt[i]);
                }
                before = ct;
            }
        }
}

// du, dx as u, x; dv: [sentences][2][2][H], summed by the caller.
void recurrence_backward(int64_t sentences, const int64_t *start, int64_t H, const float *u, const float *v,
                         const float *x, const float *c, const float *dh, float *du, float *dv, float *dx) {
#pragma omp parallel for collapse(2) schedule(static)
    for (int64_t s = 0; s < sentences; s++)
        for (int64_t d = 0; d < 2; d++) {
            const float *RESTRICT vf = v + d * 2 * H, *RESTRICT vr = vf + H;
            float zero[1024], dc[1024], sink[1024];
            memset(zero, 0, sizeof zero);
            memset(dc, 0, sizeof dc);
            float *RESTRICT dvf = dv + (s * 2 + d) * 2 * H, *RESTRICT dvr = dvf + H;
            memset(dvf, 0, 2 * H * sizeof(float));
            int64_t n = start[s + 1] - start[s];
            for (int64_t k = n - 1; k >= 0; k--) {
                int64_t t = d ? start[s + 1] - 1 - k : start[s] + k;
                int64_t tp = d ? t + 1 : t - 1;
                const float *RESTRICT z = u + (t * 2 + d) * 3 * H, *RESTRICT f = z + H, *RESTRICT r = f + H;
                const float *RESTRICT xt = x ? x + t * 2 * H + d * H : zero;
                const float *RESTRICT cp = k ? c + tp * 2 * H + d * H : zero;
                const float *RESTRICT ct = c + t * 2 * H + d * H, *RESTRICT dht = dh + t * 2 * H + d * H;
                float *RESTRICT dz = du + (t * 2 + d) * 3 * H, *RESTRICT df = dz + H, *RESTRICT dr = df + H;
                float *RESTRICT dxt = dx ? dx + t * 2 * H + d * H : sink;
                for (int64_t i = 0; i < H; i++) {
                    float pf = f[i] + vf[i] * cp[i], pr = r[i] + vr[i] * cp[i];
                    float fi = gate(pf), ri = gate(pr);
                    float zi = z[i] > 8.f ? 8.f : (z[i] < -8.f ? -8.f : z[i]);
                    float g = dc[i] + dht[i] * ri;
                    float gr = dht[i] * (ct[i] - xt[i]) * slope(pr);
                    float gf = g * (cp[i] - zi) * slope(pf);
                    dxt[i] = dht[i] * (1.f - ri);
                    dz[i] = fabsf(z[i]) < 8.f ? g * (1.f - fi) : 0.f;
                    df[i] = gf;
                    dr[i] = gr;
                    dvf[i] += gf * cp[i];
                    dvr[i] += gr * cp[i];
                    dc[i] = g * fi + gf * vf[i] + gr * vr[i];
                }
            }
        }
}

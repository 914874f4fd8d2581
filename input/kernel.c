#include "input/kernel.h"

#include <string.h>

/* GCC vectorises these loops from -O3 on, whatever the build asks for. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3", "fp-contract=off", "no-trapping-math",              \
                     "no-math-errno")
#else
#pragma STDC FP_CONTRACT OFF
#endif

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_X86
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

/* Rows of activations that share the weights in registers, and in the cache. */
enum { GROUP = GZ_KERNEL_GROUP, CHUNK = 5 * GROUP };

INLINE float
from_bits(int32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

INLINE int32_t
to_bits(float x) {
  int32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

/* Adding 1.5 * 2^23 leaves the nearest whole number in the low bits. */
#define ROUNDER 12582912.0f

INLINE int32_t
nearest(float x) {
  return to_bits(x + ROUNDER) - 0x4b400000;
}

/* e^a, to about 2e-7: 2^n times a polynomial (Cephes).  a is kept within
 * `bound`, 80, which a loop's caller hides from the compiler: what it knows for
 * a constant it compares with twice, and chooses results instead. */
INLINE float
exponential(float a, float bound) {
  a = a < bound ? a : bound;
  a = a > -bound ? a : -bound;
  const int32_t n = nearest(a * 1.44269504f);
  const float k = (float)n;
  const float r = (a - k * 0.693359375f) + k * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  return (p * r * r + r + 1.0f) *
         from_bits((int32_t)((uint32_t)(n + 127) << 23));
}

INLINE float
sigmoid(float x, float bound) {
  return 1.0f / (1.0f + exponential(-x, bound));
}

/* The sum of 16 lanes: halves are added until one is left, a fixed order. */
INLINE float
lanes_sum(const float *lanes) {
  float sums[8];
  for (int i = 0; i < 8; ++i) {
    sums[i] = lanes[i] + lanes[i + 8];
  }
  const float a = sums[0] + sums[4];
  const float b = sums[1] + sums[5];
  const float c = sums[2] + sums[6];
  const float d = sums[3] + sums[7];
  return (a + c) + (b + d);
}

/* 1 / sqrt(x) by Newton's method from a guess on the bits; x > 0. */
INLINE float
reciprocal_root(float x) {
  float y = from_bits(0x5f375a86 - (to_bits(x) >> 1));
  for (int i = 0; i < 4; ++i) {
    y = y * (1.5f - 0.5f * x * y * y);
  }
  return y;
}

INLINE void
normalise(const struct gz_model_norm *norm, float *y, size_t width) {
  float sum[16] = {0};
  float square[16] = {0};
  for (size_t i = 0; i < width; i += 16) {
    for (size_t l = 0; l < 16; ++l) {
      sum[l] += y[i + l];
    }
  }
  const float mean = lanes_sum(sum) / (float)width;
  for (size_t i = 0; i < width; i += 16) {
    for (size_t l = 0; l < 16; ++l) {
      const float d = y[i + l] - mean;
      square[l] += d * d;
    }
  }
  const float by = reciprocal_root(lanes_sum(square) / (float)width + 1e-5f);
  for (size_t i = 0; i < width; ++i) {
    y[i] = (y[i] - mean) * by * norm->gain[i] + norm->shift[i];
  }
}

INLINE void
norm_body(const struct gz_model_norm *norm, float *y, size_t rows,
          size_t width) {
  for (size_t i = 0; i < rows; ++i) {
    normalise(norm, y + i * width, width);
  }
}

INLINE void
add_rectified_body(const struct gz_model_norm *norm, float *y, float *x,
                   size_t rows, size_t width) {
  for (size_t i = 0; i < rows; ++i) {
    float *row = y + i * width;
    for (size_t j = 0; j < width; ++j) {
      row[j] = row[j] > 0.0f ? row[j] : 0.0f;
    }
    normalise(norm, row, width);
    for (size_t j = 0; j < width; ++j) {
      x[i * width + j] += row[j];
    }
  }
}

INLINE void
recur_body(const struct gz_model_norm *norm, float *restrict z,
           float *restrict state, float *restrict x, size_t rows,
           size_t width) {
  const size_t half = width / 2;
  volatile float hidden = 80.0f;
  const float bound = hidden;
  for (size_t i = 0; i < rows; ++i) {
    float *candidate = z + i * 3 * width;
    float *forget = candidate + width;
    for (size_t j = 0; j < 2 * width; ++j) {
      forget[j] = sigmoid(forget[j], bound);
    }
    for (size_t j = 0; j < width; ++j) {
      candidate[j] *= 1.0f - forget[j];
    }
  }
  for (size_t j = 0; j < half; ++j) {
    state[j] = z[j];
    state[(rows - 1) * width + half + j] = z[(rows - 1) * 3 * width + half + j];
  }
  for (size_t i = 1; i < rows; ++i) {
    const float *u = z + i * 3 * width;
    float *c = state + i * width;
    const float *last = c - width;
    for (size_t j = 0; j < half; ++j) {
      c[j] = u[width + j] * last[j] + u[j];
    }
    const size_t k = rows - 1 - i;
    u = z + k * 3 * width + half;
    c = state + k * width + half;
    last = c + width;
    for (size_t j = 0; j < half; ++j) {
      c[j] = u[width + j] * last[j] + u[j];
    }
  }
  for (size_t i = 0; i < rows; ++i) {
    float *c = state + i * width;
    const float *open = z + i * 3 * width + 2 * width;
    for (size_t j = 0; j < width; ++j) {
      c[j] *= open[j];
    }
    normalise(norm, c, width);
    for (size_t j = 0; j < width; ++j) {
      x[i * width + j] += c[j];
    }
  }
}

INLINE float
dot(const float *a, const float *b, size_t width) {
  float sum[16] = {0};
  for (size_t i = 0; i < width; i += 16) {
    for (size_t l = 0; l < 16; ++l) {
      sum[l] += a[i + l] * b[i + l];
    }
  }
  return lanes_sum(sum);
}

INLINE void
dots_body(const float *a, const float *b, size_t stride, size_t count,
          size_t width, float *y) {
  for (size_t i = 0; i < count; ++i) {
    y[i] = dot(a, b + i * stride, width);
  }
}

INLINE void
rectify_body(const float *restrict x, size_t stride, size_t rows, size_t width,
             float *restrict y) {
  for (size_t i = 0; i < rows; ++i) {
    for (size_t j = 0; j < width; ++j) {
      const float a = x[i * stride + j];
      y[i * width + j] = a > 0.0f ? a : 0.0f;
    }
  }
}

INLINE void
pair_body(const float *restrict a, const float *restrict b, size_t width,
          float *restrict y) {
  for (size_t j = 0; j < width; ++j) {
    const float sum = a[j] + b[j];
    y[j] = sum > 0.0f ? sum : 0.0f;
    y[width + j] = a[width + j] * b[width + j];
  }
}

INLINE void
add_row_body(const int8_t *values, float scale, size_t count, float *y) {
  for (size_t i = 0; i < count; ++i) {
    y[i] += scale * (float)values[i];
  }
}

INLINE size_t
largest_body(const float *x, size_t count) {
  float lanes[16];
  const size_t whole = count / 16 * 16;
  for (size_t l = 0; l < 16; ++l) {
    lanes[l] = x[0];
  }
  for (size_t i = 0; i < whole; i += 16) {
    for (size_t l = 0; l < 16; ++l) {
      lanes[l] = x[i + l] > lanes[l] ? x[i + l] : lanes[l];
    }
  }
  float most = x[0];
  for (size_t l = 0; l < 16; ++l) {
    most = lanes[l] > most ? lanes[l] : most;
  }
  for (size_t i = whole; i < count; ++i) {
    most = x[i] > most ? x[i] : most;
  }
  size_t at = 0;
  while (at + 1 < count && x[at] != most) {
    ++at;
  }
  return at;
}

/* One row as 16-bit numbers; returns what one of them is worth.  Magnitudes are
 * compared as the whole numbers that their bits make. */
INLINE float
quantise(const float *restrict x, size_t cols, size_t stride,
         int16_t *restrict q) {
  int32_t lanes[16] = {0};
  const size_t whole = cols / 16 * 16;
  for (size_t i = 0; i < cols; i += 16) {
    const size_t n = i < whole ? 16 : cols - whole;
    for (size_t l = 0; l < n; ++l) {
      const int32_t a = to_bits(x[i + l]) & 0x7fffffff;
      lanes[l] = a > lanes[l] ? a : lanes[l];
    }
  }
  int32_t bits = 0;
  for (size_t l = 0; l < 16; ++l) {
    bits = lanes[l] > bits ? lanes[l] : bits;
  }
  const float most = from_bits(bits);
  const float by = most > 1e-20f ? GZ_KERNEL_LIMIT / most : 0.0f;
  for (size_t i = 0; i < cols; ++i) {
    q[i] = (int16_t)nearest(x[i] * by);
  }
  for (size_t i = cols; i < stride; ++i) {
    q[i] = 0;
  }
  return most / GZ_KERNEL_LIMIT;
}

INLINE void
quantise_rows(const struct gz_model_linear *linear, const float *x, size_t rows,
              int16_t *quantised, float *row_scales) {
  const size_t k = linear->stride;
  const size_t padded = (rows + GROUP - 1) / GROUP * GROUP;
  for (size_t i = 0; i < rows; ++i) {
    row_scales[i] =
        quantise(x + i * linear->cols, linear->cols, k, quantised + i * k);
  }
  memset(quantised + rows * k, 0, (padded - rows) * k * sizeof *quantised);
}

/* Sums of one row's block of outputs become numbers again. */
INLINE void
scale_sums(const int32_t *restrict sums, float row_scale,
           const float *restrict scales, const float *restrict bias,
           float *restrict y) {
  for (size_t j = 0; j < GZ_MODEL_BLOCK; ++j) {
    y[j] = (float)sums[j] * (row_scale * scales[j]) + bias[j];
  }
}

/* What computes the sums of a group of rows of activations, one after the other
 * at `a`, with one block of weights. */
typedef void block_sums(const int16_t *a, const int16_t *weights, size_t k,
                        int32_t sums[GROUP][GZ_MODEL_BLOCK]);

INLINE void
linear_body(const struct gz_model_linear *linear, const float *x, size_t rows,
            int16_t *quantised, float *row_scales, float *y,
            block_sums *block) {
  const size_t k = linear->stride;
  const size_t n = linear->rows;
  quantise_rows(linear, x, rows, quantised, row_scales);
  for (size_t begin = 0; begin < rows; begin += CHUNK) {
    const size_t end = begin + CHUNK < rows ? begin + CHUNK : rows;
    for (size_t first = 0; first < n; first += GZ_MODEL_BLOCK) {
      for (size_t t = begin; t < end; t += GROUP) {
        int32_t sums[GROUP][GZ_MODEL_BLOCK];
        block(quantised + t * k, linear->weights + first * k, k, sums);
        for (size_t i = 0; i < GROUP && t + i < end; ++i) {
          scale_sums(sums[i], row_scales[t + i], linear->scales + first,
                     linear->bias + first, y + (t + i) * n + first);
        }
      }
    }
  }
}

INLINE void
block_sums_portable(const int16_t *a, const int16_t *weights, size_t k,
                    int32_t sums[GROUP][GZ_MODEL_BLOCK]) {
  memset(sums, 0, GROUP * sizeof *sums);
  for (size_t i = 0; i < k; i += 2) {
    const int16_t *w = weights + i * GZ_MODEL_BLOCK;
    for (size_t t = 0; t < GROUP; ++t) {
      const int32_t first = a[t * k + i];
      const int32_t second = a[t * k + i + 1];
      for (size_t j = 0; j < GZ_MODEL_BLOCK; ++j) {
        sums[t][j] += first * w[2 * j] + second * w[2 * j + 1];
      }
    }
  }
}

#ifdef HAVE_X86
INLINE int32_t
pair_at(const int16_t *a) {
  int32_t pair;
  memcpy(&pair, a, sizeof pair);
  return pair;
}

INLINE void
block_sums_sse2(const int16_t *a, const int16_t *weights, size_t k,
                int32_t sums[GROUP][GZ_MODEL_BLOCK]) {
  for (size_t t = 0; t < GROUP; t += 2) {
    __m128i s[2][4] = {{_mm_setzero_si128()}};
    for (size_t i = 0; i < k; i += 2) {
      const int16_t *w = weights + i * GZ_MODEL_BLOCK;
      const __m128i x = _mm_set1_epi32(pair_at(a + t * k + i));
      const __m128i y = _mm_set1_epi32(pair_at(a + (t + 1) * k + i));
      for (size_t j = 0; j < 4; ++j) {
        const __m128i v = _mm_loadu_si128((const __m128i *)(w + 8 * j));
        s[0][j] = _mm_add_epi32(s[0][j], _mm_madd_epi16(x, v));
        s[1][j] = _mm_add_epi32(s[1][j], _mm_madd_epi16(y, v));
      }
    }
    for (size_t j = 0; j < 4; ++j) {
      _mm_storeu_si128((__m128i *)(sums[t] + 4 * j), s[0][j]);
      _mm_storeu_si128((__m128i *)(sums[t + 1] + 4 * j), s[1][j]);
    }
  }
}

/* Twelve sums, two halves of a block's weights and one pair of activations fill
 * the registers.  The sums are named one by one since GCC 12 keeps an array of
 * so many in memory. */
__attribute__((target("avx2"))) INLINE void
block_sums_avx2(const int16_t *a, const int16_t *weights, size_t k,
                int32_t sums[GROUP][GZ_MODEL_BLOCK]) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i x, p0 = zero, p1 = zero, p2 = zero, p3 = zero, p4 = zero, p5 = zero;
  __m256i q0 = zero, q1 = zero, q2 = zero, q3 = zero, q4 = zero, q5 = zero;
#define ADD_ROW(t)                                                             \
  x = _mm256_set1_epi32(pair_at(a + (t)*k + i));                               \
  p##t = _mm256_add_epi32(p##t, _mm256_madd_epi16(x, v));                      \
  q##t = _mm256_add_epi32(q##t, _mm256_madd_epi16(x, w))
  for (size_t i = 0; i < k; i += 2) {
    const int16_t *at = weights + i * GZ_MODEL_BLOCK;
    const __m256i v = _mm256_loadu_si256((const __m256i *)at);
    const __m256i w = _mm256_loadu_si256((const __m256i *)(at + 16));
    ADD_ROW(0);
    ADD_ROW(1);
    ADD_ROW(2);
    ADD_ROW(3);
    ADD_ROW(4);
    ADD_ROW(5);
  }
#undef ADD_ROW
#define STORE_ROW(t)                                                           \
  _mm256_storeu_si256((__m256i *)sums[t], p##t);                               \
  _mm256_storeu_si256((__m256i *)(sums[t] + 8), q##t)
  STORE_ROW(0);
  STORE_ROW(1);
  STORE_ROW(2);
  STORE_ROW(3);
  STORE_ROW(4);
  STORE_ROW(5);
#undef STORE_ROW
}
#endif

#define KERNELS(target, suffix, sums)                                          \
  target static void linear_##suffix(                                          \
      const struct gz_model_linear *linear, const float *x, size_t rows,       \
      int16_t *quantised, float *row_scales, float *y) {                       \
    linear_body(linear, x, rows, quantised, row_scales, y, block_sums_##sums); \
  }                                                                            \
  target static void norm_##suffix(const struct gz_model_norm *norm, float *y, \
                                   size_t rows, size_t width) {                \
    norm_body(norm, y, rows, width);                                           \
  }                                                                            \
  target static void add_rectified_##suffix(const struct gz_model_norm *norm,  \
                                            float *y, float *x, size_t rows,   \
                                            size_t width) {                    \
    add_rectified_body(norm, y, x, rows, width);                               \
  }                                                                            \
  target static void recur_##suffix(const struct gz_model_norm *norm,          \
                                    float *z, float *state, float *x,          \
                                    size_t rows, size_t width) {               \
    recur_body(norm, z, state, x, rows, width);                                \
  }                                                                            \
  target static void dots_##suffix(const float *a, const float *b,             \
                                   size_t stride, size_t count, size_t width,  \
                                   float *y) {                                 \
    dots_body(a, b, stride, count, width, y);                                  \
  }                                                                            \
  target static void rectify_##suffix(const float *x, size_t stride,           \
                                      size_t rows, size_t width, float *y) {   \
    rectify_body(x, stride, rows, width, y);                                   \
  }                                                                            \
  target static void pair_##suffix(const float *a, const float *b,             \
                                   size_t width, float *y) {                   \
    pair_body(a, b, width, y);                                                 \
  }                                                                            \
  target static size_t largest_##suffix(const float *x, size_t count) {        \
    return largest_body(x, count);                                             \
  }                                                                            \
  target static void add_row_##suffix(const int8_t *values, float scale,       \
                                      size_t count, float *y) {                \
    add_row_body(values, scale, count, y);                                     \
  }                                                                            \
  static const struct gz_kernels suffix = {                                    \
      #suffix,          linear_##suffix,                                       \
      norm_##suffix,    add_rectified_##suffix,                                \
      recur_##suffix,   dots_##suffix,                                         \
      rectify_##suffix, pair_##suffix,                                         \
      add_row_##suffix, largest_##suffix,                                      \
  };

KERNELS(, portable, portable)

#ifdef HAVE_X86
KERNELS(, sse2, sse2)
KERNELS(__attribute__((target("avx2"))), avx2, avx2)
#endif

const struct gz_kernels *
gz_kernels_at(int number) {
  switch (number) {
  case 0:
    return &portable;
#ifdef HAVE_X86
  case 1:
    return &sse2;
  case 2:
    return __builtin_cpu_supports("avx2") ? &avx2 : NULL;
#endif
  default:
    return NULL;
  }
}

const struct gz_kernels *
gz_kernels_best(void) {
  const struct gz_kernels *best = &portable;
  for (int i = 1; gz_kernels_at(i); ++i) {
    best = gz_kernels_at(i);
  }
  return best;
}

/* The natural logarithm of x > 0, to about 1e-7 (Cephes). */
static float
logarithm(float x) {
  const int32_t bits = to_bits(x);
  int32_t e = (bits >> 23) - 126;
  float m = from_bits((bits & 0x7fffff) | 0x3f000000); /* From 1/2 to 1 */
  if (m < 0.70710678f) {
    --e;
    m = m + m;
  }
  const float y = m - 1.0f;
  float p = 7.0376836292e-2f;
  p = p * y - 1.1514610310e-1f;
  p = p * y + 1.1676998740e-1f;
  p = p * y - 1.2420140846e-1f;
  p = p * y + 1.4249322787e-1f;
  p = p * y - 1.6668057665e-1f;
  p = p * y + 2.0000714765e-1f;
  p = p * y - 2.4999993993e-1f;
  p = p * y + 3.3333331174e-1f;
  const float k = (float)e;
  return p * y * y * y + k * -2.12194440e-4f - 0.5f * y * y + y +
         k * 0.693359375f;
}

float
gz_log_sum_exp(const float *x, size_t n) {
  float most = x[0];
  for (size_t i = 1; i < n; ++i) {
    most = x[i] > most ? x[i] : most;
  }
  float sum = 0.0f;
  for (size_t i = 0; i < n; ++i) {
    sum += exponential(x[i] - most, 80.0f);
  }
  return most + logarithm(sum);
}

#include "input/kernel.h"

#include <string.h>

/* GCC vectorises these loops from -O3 on, whatever the build asks for. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3", "fp-contract=off", "no-trapping-math",              \
                     "no-math-errno")
#else
#pragma STDC FP_CONTRACT OFF
#endif

#define INLINE static inline __attribute__((always_inline))

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

/* 1 / (1 + e^-x), to about 2e-7: e^-x by 2^n times a polynomial (Cephes). */
INLINE float
sigmoid(float x) {
  float a = -x;
  a = a > 80.0f ? 80.0f : a;
  a = a < -80.0f ? -80.0f : a;
  const int32_t n = nearest(a * 1.44269504f);
  const float k = (float)n;
  const float r = (a - k * 0.693359375f) + k * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float e =
      (p * r * r + r + 1.0f) * from_bits((int32_t)((uint32_t)(n + 127) << 23));
  return 1.0f / (1.0f + e);
}

/* The sum of `f(i)`s in 16 lanes, then the lanes in pairs: a fixed order. */
INLINE float
lanes_sum(float *lanes) {
  for (int half = 8; half; half /= 2) {
    for (int i = 0; i < half; ++i) {
      lanes[i] += lanes[i + half];
    }
  }
  return lanes[0];
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
  for (size_t i = 0; i < rows; ++i) {
    float *candidate = z + i * 3 * width;
    float *forget = candidate + width;
    for (size_t j = 0; j < 2 * width; ++j) {
      forget[j] = sigmoid(forget[j]);
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
    for (size_t j = 0; j < half; ++j) {
      c[j] = u[width + j] * c[j - width] + u[j];
    }
    const size_t k = rows - 1 - i;
    u = z + k * 3 * width + half;
    c = state + k * width + half;
    for (size_t j = 0; j < half; ++j) {
      c[j] = u[width + j] * c[j + width] + u[j];
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
add_row_body(const int8_t *values, float scale, size_t count, float *y) {
  for (size_t i = 0; i < count; ++i) {
    y[i] += scale * (float)values[i];
  }
}

/* One row as 16-bit numbers; returns what one of them is worth. */
INLINE float
quantise(const float *x, size_t cols, size_t stride, int16_t *q) {
  float most = 0.0f;
  for (size_t i = 0; i < cols; ++i) {
    const float a = x[i] < 0.0f ? -x[i] : x[i];
    most = a > most ? a : most;
  }
  const float by = most > 1e-20f ? GZ_KERNEL_LIMIT / most : 0.0f;
  for (size_t i = 0; i < cols; ++i) {
    q[i] = (int16_t)nearest(x[i] * by);
  }
  for (size_t i = cols; i < stride; ++i) {
    q[i] = 0;
  }
  return most / GZ_KERNEL_LIMIT;
}

/* Two rows of activations times four rows of weights at a time. */
INLINE void
linear_body(const struct gz_model_linear *linear, const float *x, size_t rows,
            int16_t *quantised, float *row_scales, float *restrict y) {
  const size_t k = linear->stride;
  const size_t n = linear->rows;
  for (size_t i = 0; i < rows; ++i) {
    row_scales[i] =
        quantise(x + i * linear->cols, linear->cols, k, quantised + i * k);
  }
  if (rows % 2) {
    memset(quantised + rows * k, 0, k * sizeof *quantised);
    row_scales[rows] = 0.0f;
  }
  for (size_t block = 0; block < rows; block += 16) {
    const size_t stop = block + 16 < rows ? block + 16 : rows;
    for (size_t r = 0; r < n; r += 4) {
      const int16_t *w0 = linear->weights + r * k;
      const int16_t *w1 = w0 + k;
      const int16_t *w2 = w1 + k;
      const int16_t *w3 = w2 + k;
      for (size_t t = block; t < stop; t += 2) {
        const int16_t *a = quantised + t * k;
        const int16_t *b = a + k;
        int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        int32_t b0 = 0, b1 = 0, b2 = 0, b3 = 0;
        for (size_t i = 0; i < k; ++i) {
          a0 += (int32_t)a[i] * w0[i];
          a1 += (int32_t)a[i] * w1[i];
          a2 += (int32_t)a[i] * w2[i];
          a3 += (int32_t)a[i] * w3[i];
          b0 += (int32_t)b[i] * w0[i];
          b1 += (int32_t)b[i] * w1[i];
          b2 += (int32_t)b[i] * w2[i];
          b3 += (int32_t)b[i] * w3[i];
        }
        const int32_t s[8] = {a0, a1, a2, a3, b0, b1, b2, b3};
        for (size_t j = 0; j < (t + 1 < stop ? 8u : 4u); ++j) {
          const size_t row = t + j / 4;
          const size_t at = r + j % 4;
          y[row * n + at] =
              (float)s[j] * (row_scales[row] * linear->scales[at]) +
              linear->bias[at];
        }
      }
    }
  }
}

#define KERNELS(target, suffix)                                                \
  target static void linear_##suffix(                                          \
      const struct gz_model_linear *linear, const float *x, size_t rows,       \
      int16_t *quantised, float *row_scales, float *y) {                       \
    linear_body(linear, x, rows, quantised, row_scales, y);                    \
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
  target static void add_row_##suffix(const int8_t *values, float scale,       \
                                      size_t count, float *y) {                \
    add_row_body(values, scale, count, y);                                     \
  }                                                                            \
  static const struct gz_kernels suffix =                                      \
      {                                                                        \
          #suffix,          linear_##suffix,                                   \
          norm_##suffix,    add_rectified_##suffix,                            \
          recur_##suffix,   dots_##suffix,                                     \
          add_row_##suffix,                                                    \
  };

KERNELS(, baseline)

#if defined(__x86_64__) && defined(__GNUC__)
KERNELS(__attribute__((target("avx2"))), avx2)
#endif

const struct gz_kernels *
gz_kernels_baseline(void) {
  return &baseline;
}

const struct gz_kernels *
gz_kernels_best(void) {
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("avx2")) {
    return &avx2;
  }
#endif
  return &baseline;
}

/**
 * @file kernel.h
 * The network's arithmetic, each operation once, compiled for several machines.
 *
 * Products are of 16-bit activations with 8-bit weights (held in 16 bits),
 * summed in 32 bits, which is exact; all else is float in an order that the
 * source fixes.  No operation is contracted and no library function is called,
 * so every table of kernels gives the same bits, on every machine with IEEE
 * 754 arithmetic.  gz_kernels_best() picks the fastest for this processor.
 *
 * Widths of rows are numbers of floats and must be multiples of 16 where it is
 * said so; rows are not required to be aligned.
 *
 * Threads.    No state.
 */

#ifndef GZ_INPUT_KERNEL_H
#define GZ_INPUT_KERNEL_H

#include "input/model.h"

#include <stddef.h>
#include <stdint.h>

/** Largest magnitude of a 16-bit activation: 1024 * 127 * this < 2^31. */
#define GZ_KERNEL_LIMIT 16383.0f

/** Rows of activations that a kernel multiplies at a time. */
#define GZ_KERNEL_GROUP 6

/** One way to compute each operation. */
struct gz_kernels {
  const char *name; /**< "portable", "sse2", "avx2" */

  /**
   * y[i] = W x[i] + b for `rows` rows.  `x` has rows of `linear->cols`, `y` of
   * `linear->rows`; `quantised` is scratch for rows * linear->stride numbers,
   * rounded up to whole groups of rows; `row_scales` for `rows` floats.
   */
  void (*linear)(const struct gz_model_linear *linear, const float *x,
                 size_t rows, int16_t *quantised, float *row_scales, float *y);

  /** y = (y - mean) / deviation * gain + shift, for each row of `width`. */
  void (*norm)(const struct gz_model_norm *norm, float *y, size_t rows,
               size_t width);

  /** x += norm(max(y, 0)), row by row; spoils `y`. */
  void (*add_rectified)(const struct gz_model_norm *norm, float *y, float *x,
                        size_t rows, size_t width);

  /**
   * Simple recurrent units over one sequence of `rows`: `z` has rows of three
   * times `width` (candidates, forget gates, output gates); the first half of
   * the channels runs forwards, the second backwards.  `state` is scratch for
   * `rows * width` floats.  x += norm(result).  (Lei et al. 2018)
   */
  void (*recur)(const struct gz_model_norm *norm, float *z, float *state,
                float *x, size_t rows, size_t width);

  /** Scalar products of `a` with each of `count` rows of `b`, into `y`.
   * `width` and `stride` count floats; width is a multiple of 16. */
  void (*dots)(const float *a, const float *b, size_t stride, size_t count,
               size_t width, float *y);

  /** y = max(x, 0) for `rows` rows of `width`, `stride` apart in `x`. */
  void (*rectify)(const float *x, size_t stride, size_t rows, size_t width,
                  float *y);

  /**
   * What relations are read from: the first `width` of y are max(a + b, 0),
   * the second a * b, of the first and the second `width` of a and b.
   */
  void (*pair)(const float *a, const float *b, size_t width, float *y);

  /** y += scale * values, for `count` 8-bit numbers. */
  void (*add_row)(const int8_t *values, float scale, size_t count, float *y);

  /** Number of the largest of `count` numbers, at least one; the first of
   * equals. */
  size_t (*largest)(const float *x, size_t count);
};

/**
 * The kernels number `number`: 0 is plain C, what follows is faster and faster.
 * Null past the last that this processor can run.
 */
const struct gz_kernels *gz_kernels_at(int number);

/** The fastest kernels that this processor can run. */
const struct gz_kernels *gz_kernels_best(void);

/**
 * The logarithm of the sum of e^x over `n` numbers, at least one; the same
 * bits on every machine.
 */
float gz_log_sum_exp(const float *x, size_t n);

#endif

/**
 * @file unit.h
 * What every test program includes first: cmocka and what it needs.
 *
 * One group per program (TAP allows one plan).  Text in expectations is
 * written as UTF-8.
 */

#ifndef GZ_TESTS_UNIT_H
#define GZ_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "input/str.h"

/** Assert that the view `actual` holds exactly the bytes of `expected`. */
#define assert_str(actual, expected)                                           \
  do {                                                                         \
    const struct gz_str actual_str = (actual);                                 \
    const struct gz_str expected_str = gz_str(expected);                       \
    assert_int_equal(actual_str.size, expected_str.size);                      \
    if (actual_str.size) {                                                     \
      assert_memory_equal(actual_str.data, expected_str.data,                  \
                          actual_str.size);                                    \
    }                                                                          \
  } while (0)

#endif

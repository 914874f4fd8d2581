/**
 * @file gazette.h
 * The library: news in, a knowledge graph out.
 */

#ifndef GZ_GAZETTE_H
#define GZ_GAZETTE_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Return the library's version, as "0.1.0".  A constant. */
GZ_API const char *gz_version(void);

#ifdef __cplusplus
}
#endif

#endif

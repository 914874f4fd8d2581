/**
 * @file iri_resolve.h
 * Relative references against a base, RFC 3986 section 5 (RFC 3987 for IRIs).
 *
 * Nothing is normalised beyond what section 5.2 asks for: an absolute IRI
 * comes back as it is, since stored IRIs are compared by their characters.
 */

#ifndef GZ_SPARQL_IRI_RESOLVE_H
#define GZ_SPARQL_IRI_RESOLVE_H

#include "input/arena.h"
#include "input/status.h"
#include "input/str.h"

#include <stdbool.h>

/** Whether `iri` begins with a scheme and a colon. */
bool gz_iri_is_absolute(struct gz_str iri);

/**
 * Resolve `reference` against `base`.
 *
 * @param base  An absolute IRI.
 * @param arena  Where a new IRI is put.
 * @param[out] iri  The result: `reference` itself if it is absolute.
 *
 * @return #GZ_OK; #GZ_BAD_ARGUMENT if `reference` is relative and `base` is
 *         not absolute; #GZ_NO_MEMORY.  No message is written.
 */
enum gz_status gz_iri_resolve(struct gz_str base, struct gz_str reference,
                              struct gz_arena *arena, struct gz_str *iri);

#endif

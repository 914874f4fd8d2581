/**
 * @file generate.h
 * Made-up article graphs for measurements: any number of quads, always the
 * same ones.
 *
 * Each graph has #GZ_BENCH_GRAPH_QUADS quads in the shape of what is read from
 * an article: its date and title, two events with actor, recipient and date, a
 * claim for each, mentions with offsets, and the class and label of an actor.
 * Actors are drawn so that few are frequent and many are rare.  About a third
 * of the quads repeat a triple of another graph.
 */

#ifndef GZ_TESTS_BENCH_GENERATE_H
#define GZ_TESTS_BENCH_GENERATE_H

#include "ontology/term.h"

#include <stddef.h>

/** Quads in each graph. */
#define GZ_BENCH_GRAPH_QUADS 20

/** Room for the text of one quad. */
struct gz_bench_room {
  char text[4][128];
};

/** Make quad `number` of the endless row; its views are into `room`. */
struct gz_quad gz_bench_quad(size_t number, struct gz_bench_room *room);

#endif

/**
 * @file actors.h
 * The known actors as RDF: read Turtle, check it, make the table of it.
 *
 *     entity:united-kingdom a gaz:State ;
 *       skos:prefLabel "United Kingdom"@en ;
 *       skos:altLabel "UK"@en, "Britain"@en ;
 *       gaz:demonym "British"@en ;
 *       gaz:metonym "Downing Street"@en ;
 *       skos:notation "GBR"^^gaz:iso3166alpha3 ;
 *       org:memberOf entity:five-eyes ;
 *       owl:sameAs wd:Q145 .
 *
 * The files under ontology/actors/ and those of a user (`--actors`) have the
 * same form.  Actors are named `{base}entity/SLUG`, or with the default base
 * whatever `base` is; tenures `…tenure/SLUG`.  Other subjects may have a title
 * and a source (dct:) only.  There are no blank nodes.
 *
 * A user's file may add names, relations and tenures to actors that are known
 * already, and say that two are different (owl:differentFrom): a name that
 * both bear is then linked only where the article says which of them is meant,
 * by a title, a full name, or a state or a body that he belongs to.
 *
 * Classes.    gaz: State, Alliance, GovernmentBody, Firm, MediaOutlet, Party,
 *             Organization, Person, Official, Office, Place, Topic, Technology,
 *             Policy, Legislation, Restriction; and Tenure.
 *
 * Properties. skos:prefLabel (one), skos:altLabel, gaz:demonym, gaz:metonym,
 *             gaz:ambiguousLabel (each a name, in English), schema:familyName,
 *             schema:gender, skos:notation, owl:sameAs, gaz:ofState,
 *             gaz:capital, org:memberOf, org:subOrganizationOf, org:postIn,
 *             owl:differentFrom; of tenures gaz:holder, gaz:office,
 *             gaz:heldFrom, gaz:heldUntil; of all dct:source, dct:title.
 *
 * Errors.     A message has the file and the line that was read last.
 *
 * Threads.    No state.
 */

#ifndef GZ_ONTOLOGY_ACTORS_H
#define GZ_ONTOLOGY_ACTORS_H

#include "input/actors.h"
#include "input/actors_build.h"

/**
 * Tell a builder what a Turtle text says.
 *
 * @param name  For messages.
 * @param base  Of the user, or #GZ_DEFAULT_BASE.
 *
 * @return #GZ_OK.
 * @return #GZ_BAD_INPUT if it is no Turtle or not UTF-8, has a class or a
 *         property that is not listed above, a name that is not English, or a
 *         value of a wrong form, such as a date that no calendar has.
 * @return #GZ_TOO_LARGE beyond #GZ_MAX_TABLE_BYTES.
 * @return #GZ_NO_MEMORY.
 */
enum gz_status gz_actors_read(struct gz_actors_builder *builder,
                              struct gz_str name, struct gz_str text,
                              struct gz_str base, struct gz_error *error);

/** As gz_actors_read(), from a file; also #GZ_IO. */
enum gz_status gz_actors_read_file(struct gz_actors_builder *builder,
                                   const char *file, struct gz_str base,
                                   struct gz_error *error);

/**
 * Open the compiled table in `file` and add the actors of Turtle files to it.
 *
 * Without such files the table is mapped as it is, in a few milliseconds;
 * with them it is made anew.
 *
 * @param extra  `n_extra` names of Turtle files, in any order.
 * @param[out] actors  Table; to be freed with gz_actors_free().
 *
 * @return As gz_actors_open(), gz_actors_read_file() and
 *         gz_actors_builder_write().
 */
enum gz_status gz_actors_load(const char *file, const char *const *extra,
                              size_t n_extra, struct gz_str base,
                              struct gz_actors **actors,
                              struct gz_error *error);

#endif

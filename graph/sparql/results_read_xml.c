#include "graph/sparql/results_parts.h"

#include <libxml/xmlreader.h>
#include <string.h>

#define NAMESPACE "http://www.w3.org/2005/sparql-results#"

/** A document that is being read. */
struct reader {
  xmlTextReaderPtr xml;
  struct gz_arena *arena;
  struct gz_results *results;
  struct gz_error *error;
};

static enum gz_status
fail(struct reader *reader, const char *what) {
  const int line = xmlTextReaderGetParserLineNumber(reader->xml);
  return gz_fail_at(reader->error, GZ_BAD_INPUT, line > 0 ? (size_t)line : 0, 0,
                    0, "%s", what);
}

static enum gz_status
no_memory(struct reader *reader) {
  return gz_fail(reader->error, GZ_NO_MEMORY, "Out of memory for results");
}

/** Whether the reader is at an element of that name. */
static bool
at_element(struct reader *reader, const char *name) {
  const xmlChar *space = xmlTextReaderConstNamespaceUri(reader->xml);
  return xmlTextReaderNodeType(reader->xml) == XML_READER_TYPE_ELEMENT &&
         space && strcmp((const char *)space, NAMESPACE) == 0 &&
         strcmp((const char *)xmlTextReaderConstLocalName(reader->xml), name) ==
             0;
}

/** A copy of an attribute in `arena`; null data if it is not there. */
static struct gz_str
attribute(struct reader *reader, const char *name) {
  xmlChar *found =
      xmlTextReaderGetAttribute(reader->xml, (const xmlChar *)name);
  struct gz_str copy = {NULL, 0};
  if (found) {
    copy = gz_arena_str(reader->arena, gz_str((const char *)found));
    xmlFree(found);
  }
  return copy;
}

/** A copy of the text in the element the reader is at. */
static struct gz_str
content(struct reader *reader) {
  xmlChar *found = xmlTextReaderReadString(reader->xml);
  const struct gz_str copy =
      gz_arena_str(reader->arena, gz_str(found ? (const char *)found : ""));
  xmlFree(found);
  return copy;
}

/** Read on to the next node; false at the end or at broken XML. */
static bool
advance(struct reader *reader) {
  return xmlTextReaderRead(reader->xml) == 1;
}

static enum gz_status
read_term(struct reader *reader, struct gz_term *term) {
  const struct gz_str value = content(reader);
  if (!value.data) {
    return no_memory(reader);
  }
  if (at_element(reader, "uri")) {
    *term = gz_term_iri(value);
  } else if (at_element(reader, "bnode")) {
    *term = gz_term_blank(value);
  } else if (at_element(reader, "literal")) {
    const struct gz_str language = attribute(reader, "xml:lang");
    const struct gz_str datatype = attribute(reader, "datatype");
    *term = language.size
                ? gz_term_tagged(value, gz_results_tag(reader->arena, language))
            : datatype.size ? gz_term_typed(value, datatype)
                            : gz_term_string(value);
  } else {
    return fail(reader, "A binding holds what is no term");
  }
  return GZ_OK;
}

/** One element; `row` and `column` say where terms go. */
static enum gz_status
read_element(struct reader *reader, struct gz_term **row, size_t *column) {
  struct gz_results *results = reader->results;
  if (at_element(reader, "variable")) {
    const struct gz_str name = attribute(reader, "name");
    if (!name.data) {
      return fail(reader, "A variable has no name");
    }
    if (results->n_rows) {
      return fail(reader, "A variable comes after the results");
    }
    return gz_results_add_column(results, reader->arena, name, reader->error);
  }
  if (at_element(reader, "boolean")) {
    const struct gz_str word = gz_str_trim(content(reader));
    results->is_answer = true;
    results->answer = gz_str_is(word, "true");
    return results->answer || gz_str_is(word, "false")
               ? GZ_OK
               : fail(reader, "An answer is neither true nor false");
  }
  if (at_element(reader, "result")) {
    *row = gz_results_add_row(results, reader->arena);
    *column = SIZE_MAX;
    return *row ? GZ_OK : no_memory(reader);
  }
  if (at_element(reader, "binding")) {
    *column = gz_results_column(results, attribute(reader, "name"));
    return *row && *column != SIZE_MAX
               ? GZ_OK
               : fail(reader, "A binding is of no variable of the head");
  }
  if (at_element(reader, "uri") || at_element(reader, "bnode") ||
      at_element(reader, "literal")) {
    return *row && *column != SIZE_MAX
               ? read_term(reader, &(*row)[*column])
               : fail(reader, "A term stands outside a binding");
  }
  return GZ_OK;
}

static enum gz_status
read_all(struct reader *reader) {
  struct gz_term *row = NULL;
  size_t column = SIZE_MAX;
  bool root = false;
  enum gz_status status = GZ_OK;
  while (status == GZ_OK && advance(reader)) {
    if (xmlTextReaderNodeType(reader->xml) != XML_READER_TYPE_ELEMENT) {
      continue;
    }
    if (!root) {
      root = at_element(reader, "sparql");
      status = root ? GZ_OK : fail(reader, "The root is no SPARQL result");
    } else {
      status = read_element(reader, &row, &column);
    }
  }
  if (status == GZ_OK && (!root || xmlTextReaderReadState(reader->xml) ==
                                       XML_TEXTREADER_MODE_ERROR)) {
    status = fail(reader, "It is not well-formed XML");
  }
  return status;
}

enum gz_status
gz_results_read_xml(struct gz_str text, struct gz_arena *arena,
                    struct gz_results *results, struct gz_error *error) {
  if (!text.size || text.size > INT32_MAX) {
    return gz_fail(error, GZ_BAD_INPUT, "It is not well-formed XML");
  }
  // No entities are expanded, nothing is fetched, libxml2 stays silent.
  struct reader reader = {
      .xml = xmlReaderForMemory(text.data, (int)text.size, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR |
                                    XML_PARSE_NOWARNING),
      .arena = arena,
      .results = results,
      .error = error};
  if (!reader.xml) {
    return gz_fail(error, GZ_NO_MEMORY, "Out of memory for results");
  }
  const enum gz_status status = read_all(&reader);
  xmlFreeTextReader(reader.xml);
  return status;
}
